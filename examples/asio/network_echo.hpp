#pragma once

// A server that says everything back, and a client, over sockets of any protocol.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace network_echo {

using boost::asio::awaitable;
using boost::asio::use_awaitable;

template <class Socket>
awaitable<void> session(Socket client) {
  try {
    std::array<char, 64> bytes{};
    for (;;) {
      const std::size_t size =
          co_await client.async_read_some(boost::asio::buffer(bytes), use_awaitable);
      co_await boost::asio::async_write(client, boost::asio::buffer(bytes, size), use_awaitable);
    }
  } catch (const boost::system::system_error&) {
    // The client has gone.
  }
}

template <class Acceptor>
awaitable<void> serve(Acceptor& door) {
  const boost::asio::any_io_executor on = co_await boost::asio::this_coro::executor;
  for (;;)
    boost::asio::co_spawn(on, session(co_await door.async_accept(use_awaitable)),
                          boost::asio::detached);
}

/// Gives what came back; nothing if the connection fails.
template <class Protocol>
awaitable<std::string> ask(typename Protocol::endpoint server, std::string_view text) {
  try {
    typename Protocol::socket socket(co_await boost::asio::this_coro::executor);
    co_await socket.async_connect(server, use_awaitable);
    co_await boost::asio::async_write(socket, boost::asio::buffer(text), use_awaitable);
    std::string answer(text.size(), '\0');
    co_await boost::asio::async_read(socket, boost::asio::buffer(answer), use_awaitable);
    co_return answer;
  } catch (const boost::system::system_error&) {
    co_return "";
  }
}

}  // namespace network_echo
