#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <list>
#include <memory>
#include <utility>

namespace distributor {

/// Wakes everybody who waits for a change. Whoever wakes looks for himself whether it is the change
/// that he waits for; so no ring is used up by one who was stopped.
class bell {
 public:
  using time_point = boost::asio::steady_timer::time_point;

  explicit bell(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}
  bell(const bell&) = delete;
  bell& operator=(const bell&) = delete;

  void ring() {
    for (boost::asio::steady_timer& waits : *waiting_) waits.cancel();
  }
  /// Ends when the bell rings, or at `until`.
  boost::asio::awaitable<void> wait(time_point until = time_point::max());

 private:
  boost::asio::any_io_executor executor_;
  // Whoever waits shares it: the bell may go first where all is given up.
  std::shared_ptr<std::list<boost::asio::steady_timer>> waiting_ =
      std::make_shared<std::list<boost::asio::steady_timer>>();
};

}  // namespace distributor
