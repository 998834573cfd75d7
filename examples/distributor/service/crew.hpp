#pragma once

#include "bell.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <exception>
#include <list>

namespace distributor {

/// Tasks that are started together, stopped together and awaited together. None is left behind: it
/// is destroyed when all have ended.
class crew {
 public:
  explicit crew(boost::asio::any_io_executor executor)
      : executor_(std::move(executor)), changed_(executor_) {}
  crew(const crew&) = delete;
  crew& operator=(const crew&) = delete;

  /// Starts a task. `changed()` rings when it has ended.
  void add(boost::asio::awaitable<void> work);
  /// Stops all.
  void stop();
  /// Ends when all have ended, or at `until`.
  boost::asio::awaitable<void> ended(bell::time_point until = bell::time_point::max());

  bool is_empty() const { return members_.empty(); }
  /// Returns: the first error that left a task, but for what `stop` led to; null if none did.
  std::exception_ptr failure() const { return failure_; }
  /// Has `also` ring when a task has ended.
  void report_to(bell& also) { alarm_ = &also; }

 private:
  using members = std::list<boost::asio::cancellation_signal>;
  void left(members::iterator who, std::exception_ptr error);

  boost::asio::any_io_executor executor_;
  bell changed_;
  bell* alarm_ = nullptr;
  members members_;
  bool stopping_ = false;
  std::exception_ptr failure_;
};

}  // namespace distributor
