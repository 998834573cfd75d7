#pragma once

#include <cutpoint/asio/faults.hpp>
#include <cutpoint/asio/stream_operation.hpp>
#include <cutpoint/trace/label.hpp>

#include <boost/asio/execution_context.hpp>

#include <cstddef>
#include <cstdint>
#include <map>

namespace cutpoint::asio::detail {

class listener;

/// The in-memory network of one execution context: who listens, and which operations wait.
class stream_service final : public boost::asio::execution_context::service {
 public:
  static inline boost::asio::execution_context::id id;

  explicit stream_service(boost::asio::execution_context& context) : service(context) {}

  /// Has `op` destroyed when the context is shut down before it is complete, or now.
  /// Returns: false if now.
  bool admit(stream_operation& op);
  /// Returns: whether nothing completes any more.
  bool shut_down() const { return shut_down_; }

  /// Takes a port, a free one if it is 0. Returns: which. Errors: `address_in_use` is thrown.
  std::uint16_t listen(std::uint16_t port, listener& at);
  void stop_listening(std::uint16_t port) { listeners_.erase(port); }
  /// Returns: null if nobody listens.
  listener* find_listener(std::uint16_t port) const;
  /// Returns: a port for an end that connects.
  std::uint16_t next_port() { return ++last_port_; }

  faults may_fail;

 private:
  void shutdown() override;

  bool shut_down_ = false;
  std::uint16_t last_port_ = 49'151;
  std::map<std::uint16_t, listener*> listeners_;
  operation_list<by_service> waiting_;
};

stream_service& service_in(boost::asio::execution_context& context);

/// Returns: whether the fault `name` fires. False outside of a task.
bool draw_failure(bool may_happen, label name);
/// Returns: how many of `most` bytes are transferred.
std::size_t draw_length(const faults& may_fail, std::size_t most, label name);
/// Returns: whether what was written is late.
bool draw_lateness(const faults& may_fail);

}  // namespace cutpoint::asio::detail
