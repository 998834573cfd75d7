// A session of Asio's coroutines under check, beside the same session on an io_context.

#include "asio_echo.hpp"

#include "processor_time.hpp"

#include <cutpoint/asio.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdlib>
#include <exception>

namespace cutpoint::bench {
namespace {

namespace net = boost::asio;
using net::awaitable;
using net::use_awaitable;
using line = net::experimental::channel<void(boost::system::error_code, int)>;

awaitable<void> say_back(line& from, line& to, int times) {
  for (int n = 0; n < times; ++n)
    co_await to.async_send({}, co_await from.async_receive(use_awaitable), use_awaitable);
}

// A server and its client, and four handlers for each thing said.
awaitable<void> session(int times) {
  const auto ex = co_await net::this_coro::executor;
  line there(ex);
  line back(ex);
  net::co_spawn(ex, say_back(there, back, times), [](std::exception_ptr) {});
  for (int n = 0; n < times; ++n) {
    co_await there.async_send({}, n, use_awaitable);
    if (co_await back.async_receive(use_awaitable) != n) std::abort();
  }
}

constexpr int said = 3;

}  // namespace

program asio_echo() {
  return asio::make_program([] { return session(said); });
}

double plain_asio_echo_ns() {
  constexpr int times = 5'000;
  const auto run = [] {
    net::io_context loop(1);
    net::co_spawn(loop, session(said), net::detached);
    loop.run();
  };
  run();
  const double begin = processor_time_ns();
  for (int i = 0; i < times; ++i) run();
  return (processor_time_ns() - begin) / times;
}

}  // namespace cutpoint::bench
