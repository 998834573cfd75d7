#pragma once

// A client and a server that says everything back, over a pair of channels.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace echo {

using boost::asio::awaitable;
using boost::asio::use_awaitable;
using line = boost::asio::experimental::channel<void(boost::system::error_code, int)>;

struct closes_at_exit {
  line& of;
  ~closes_at_exit() { of.close(); }
};

inline awaitable<void> serve(line& from, line& to) {
  const closes_at_exit end{to};
  try {
    for (;;) {
      const int said = co_await from.async_receive(use_awaitable);
      co_await to.async_send({}, said, use_awaitable);
    }
  } catch (const boost::system::system_error& end_of) {
    if (end_of.code() != boost::asio::experimental::error::channel_closed) throw;
  }
}

inline awaitable<int> ask(line& to, line& from, int times) {
  const closes_at_exit end{to};
  int heard = 0;
  for (int n = 0; n < times; ++n) {
    co_await to.async_send({}, n, use_awaitable);
    heard += co_await from.async_receive(use_awaitable) == n ? 1 : 0;
  }
  co_return heard;
}

/// Returns: how often the client heard what it had said.
inline awaitable<int> run(int times) {
  using namespace boost::asio::experimental::awaitable_operators;
  const auto ex = co_await boost::asio::this_coro::executor;
  line there(ex);
  line back(ex);
  co_return co_await (serve(there, back) && ask(there, back, times));
}

}  // namespace echo
