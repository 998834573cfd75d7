#pragma once

// An HTTP server that tells the length of what it is sent, and a client that asks several times
// over one connection, by Boost.Beast, over sockets of any protocol.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/system/system_error.hpp>

#include <string>
#include <utility>
#include <vector>

namespace network_http {

namespace http = boost::beast::http;
using boost::asio::awaitable;
using boost::asio::use_awaitable;

template <class Socket>
awaitable<void> session(Socket client) {
  try {
    boost::beast::flat_buffer buffer;
    for (bool goes_on = true; goes_on;) {
      http::request<http::string_body> request;
      co_await http::async_read(client, buffer, request, use_awaitable);
      http::response<http::string_body> response(http::status::ok, request.version());
      response.keep_alive(request.keep_alive());
      response.body() = std::to_string(request.body().size());
      response.prepare_payload();
      goes_on = response.keep_alive();
      co_await http::async_write(client, response, use_awaitable);
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

/// Sends each of `texts` and gives the answers, as far as the connection holds.
template <class Protocol>
awaitable<std::vector<std::string>> ask(typename Protocol::endpoint server,
                                        std::vector<std::string> texts) {
  std::vector<std::string> answers;
  try {
    typename Protocol::socket socket(co_await boost::asio::this_coro::executor);
    co_await socket.async_connect(server, use_awaitable);
    boost::beast::flat_buffer buffer;
    for (const std::string& text : texts) {
      http::request<http::string_body> request(http::verb::post, "/", 11);
      request.keep_alive(&text != &texts.back());
      request.body() = text;
      request.prepare_payload();
      co_await http::async_write(socket, request, use_awaitable);
      http::response<http::string_body> response;
      co_await http::async_read(socket, buffer, response, use_awaitable);
      answers.push_back(response.body());
    }
  } catch (const boost::system::system_error&) {
  }
  co_return answers;
}

}  // namespace network_http
