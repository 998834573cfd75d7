#pragma once

#include <cutpoint/asio/stream_end.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <deque>
#include <optional>

namespace cutpoint::asio::detail {

class stream_service;

/// An accept, and what it has accepted.
class accept_operation : public stream_operation {
 public:
  std::optional<stream_end> accepted;
};

/// What an acceptor is, whatever its executor type: a port, who waits for a connection there, and
/// the connections that wait to be accepted.
class listener {
 public:
  listener(stream_service& service, boost::asio::any_io_executor executor, endpoint at);
  listener(const listener&) = delete;
  listener& operator=(const listener&) = delete;
  ~listener() { close(); }

  bool is_open() const { return open_; }
  endpoint local_endpoint() const { return at_; }
  void accept(accept_operation& op);
  void cancel();
  void close();

  /// Returns: an end for this side of a new connection, of nothing yet.
  stream_end make_end() { return {service_, executor_}; }
  void arrive(stream_end connected);

 private:
  stream_service& service_;
  boost::asio::any_io_executor executor_;
  endpoint at_;
  bool open_ = true;
  std::deque<stream_end> backlog_;
  operation_list<by_queue> accepts_;
};

}  // namespace cutpoint::asio::detail
