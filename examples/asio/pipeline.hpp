#pragma once

// A producer, two workers and a collector, joined by channels. Whoever leaves closes its channel,
// so that nobody waits for good.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>

namespace pipeline {

using boost::asio::awaitable;
using boost::asio::use_awaitable;
using line = boost::asio::experimental::channel<void(boost::system::error_code, int)>;

struct closes_at_exit {
  line& of;
  ~closes_at_exit() { of.close(); }
};

inline awaitable<void> produce(line& to) {
  const closes_at_exit end{to};
  for (int n = 1; n <= 4; ++n) co_await to.async_send({}, n, use_awaitable);
}

inline awaitable<void> work(line& from, line& to) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
  try {
    for (;;) {
      const int n = co_await from.async_receive(use_awaitable);
      timer.expires_after(std::chrono::milliseconds(n));
      co_await timer.async_wait(use_awaitable);
      co_await to.async_send({}, n * n, use_awaitable);
    }
  } catch (const boost::system::system_error& end) {
    if (end.code() != boost::asio::experimental::error::channel_closed) throw;
  }
}

inline awaitable<int> collect(line& from) {
  int sum = 0;
  try {
    for (;;) sum += co_await from.async_receive(use_awaitable);
  } catch (const boost::system::system_error& end) {
    if (end.code() != boost::asio::experimental::error::channel_closed) throw;
  }
  co_return sum;
}

inline awaitable<void> work_and_close(line& from, line& to) {
  using namespace boost::asio::experimental::awaitable_operators;
  const closes_at_exit end{to};
  co_await (work(from, to) && work(from, to));
}

/// Returns: the sum of the squares of 1 to 4.
inline awaitable<int> run() {
  using namespace boost::asio::experimental::awaitable_operators;
  const auto ex = co_await boost::asio::this_coro::executor;
  line tasks(ex);
  line results(ex);
  co_return co_await (produce(tasks) && work_and_close(tasks, results) && collect(results));
}

}  // namespace pipeline
