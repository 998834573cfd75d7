#pragma once

// Coroutines and callbacks that share a counter, and a strand that keeps them apart.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <memory>

namespace strands {

using boost::asio::awaitable;
using boost::asio::use_awaitable;

struct counter {
  int value = 0;
  int in_use = 0;  ///< never more than 1
  int most_in_use = 0;
};

inline void add_one(counter& to) {
  to.most_in_use = std::max(to.most_in_use, ++to.in_use);
  ++to.value;
  --to.in_use;
}

inline awaitable<void> count(std::shared_ptr<counter> to) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
  for (int i = 0; i < 2; ++i) {
    timer.expires_after(std::chrono::milliseconds(1));
    co_await timer.async_wait(use_awaitable);
    add_one(*to);
  }
}

/// Counts to 6 unless it is stopped.
inline awaitable<void> run(std::shared_ptr<counter> shared) {
  using namespace boost::asio::experimental::awaitable_operators;
  const auto strand = boost::asio::make_strand(co_await boost::asio::this_coro::executor);
  for (int i = 0; i < 2; ++i) boost::asio::post(strand, [shared] { add_one(*shared); });
  co_await (boost::asio::co_spawn(strand, count(shared), use_awaitable) &&
            boost::asio::co_spawn(strand, count(shared), use_awaitable));
}

}  // namespace strands
