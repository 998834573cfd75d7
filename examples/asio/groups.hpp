#pragma once

// Operations side by side, without a coroutine for each: the first one that is done, and all of
// them.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <chrono>
#include <cstddef>

namespace groups {

using boost::asio::awaitable;
using boost::asio::deferred;
using boost::asio::use_awaitable;
using namespace std::chrono_literals;

/// Returns: which of two timers was first.
inline awaitable<std::size_t> race() {
  const auto ex = co_await boost::asio::this_coro::executor;
  boost::asio::steady_timer fast(ex, 10ms);
  boost::asio::steady_timer slow(ex, 20ms);
  const auto [order, first, second] =
      co_await boost::asio::experimental::make_parallel_group(fast.async_wait(deferred),
                                                              slow.async_wait(deferred))
          .async_wait(boost::asio::experimental::wait_for_one(), use_awaitable);
  co_return order[0];
}

inline awaitable<void> run() {
  co_await race();
  const auto ex = co_await boost::asio::this_coro::executor;
  boost::asio::steady_timer one(ex, 10ms);
  boost::asio::steady_timer other(ex, 10ms);
  co_await boost::asio::experimental::make_parallel_group(one.async_wait(deferred),
                                                          other.async_wait(deferred))
      .async_wait(boost::asio::experimental::wait_for_all(), use_awaitable);
}

}  // namespace groups
