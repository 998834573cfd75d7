#pragma once

// A request with a deadline: what answers first, the service or the clock.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <variant>

namespace timeout {

using boost::asio::as_tuple;
using boost::asio::awaitable;
using boost::asio::use_awaitable;
using answers = boost::asio::experimental::channel<void(boost::system::error_code, int)>;

inline awaitable<void> pause(std::chrono::milliseconds length) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, length);
  co_await timer.async_wait(use_awaitable);
}

inline awaitable<void> service(std::shared_ptr<answers> to, std::chrono::milliseconds takes) {
  struct closes_at_exit {
    answers& of;
    ~closes_at_exit() { of.close(); }  // nobody is to wait for an answer that does not come
  };
  const closes_at_exit end{*to};
  co_await pause(takes);
  to->try_send(boost::system::error_code(), 42);
}

/// Returns: the answer, or nothing where it does not come in time.
inline awaitable<std::optional<int>> ask(std::chrono::milliseconds takes,
                                         std::chrono::milliseconds patience) {
  using namespace boost::asio::experimental::awaitable_operators;
  const auto ex = co_await boost::asio::this_coro::executor;
  const auto answer = std::make_shared<answers>(ex, 1);
  boost::asio::co_spawn(ex, service(answer, takes), boost::asio::detached);
  const auto first = co_await (answer->async_receive(as_tuple(use_awaitable)) || pause(patience));
  if (first.index() == 1) co_return std::nullopt;
  const auto [failed, value] = std::get<0>(first);
  co_return failed ? std::nullopt : std::optional(value);
}

inline awaitable<void> run() {
  using namespace std::chrono_literals;
  co_await ask(10ms, 1s);
  co_await ask(1s, 10ms);
}

}  // namespace timeout
