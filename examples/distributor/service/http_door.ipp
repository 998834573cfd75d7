#pragma once

#include "http_door.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace distributor {

namespace http = boost::beast::http;

/// A client has so long for its request and the answer, or for each part of a stream of results.
inline constexpr std::chrono::seconds session_limit{2};
/// It waits so long for a result.
inline constexpr std::chrono::seconds result_limit{1};

/// One connection: a request and its answer.
template <class Socket>
class http_session : public std::enable_shared_from_this<http_session<Socket>> {
 public:
  http_session(Socket socket, depot& d)
      : socket_(std::move(socket)), limit_(socket_.get_executor()), depot_(d) {}

  boost::asio::awaitable<void> serve() {
    begin_limit();
    boost::beast::flat_buffer buffer;
    http::request<http::string_body> request;
    const auto [ec, size] = co_await http::async_read(socket_, buffer, request, outcome());
    if (ec) co_return;
    if (request.method() == http::verb::post)
      co_await take_job(std::move(request.body()));
    else if (request.method() != http::verb::get)
      co_await answer(http::status::method_not_allowed, "");
    else if (request.target() == "/results")
      co_await stream_results();
    else
      co_await give_result();
  }

 private:
  // An error is an answer to look at: a client that has gone is nothing out of the ordinary.
  static auto outcome() { return boost::asio::as_tuple(boost::asio::use_awaitable); }

  // From now on the client has so long.
  void begin_limit() {
    limit_.expires_after(session_limit);
    limit_.async_wait([session = this->weak_from_this()](boost::system::error_code cancelled) {
      const std::shared_ptr<http_session> still = session.lock();
      if (!cancelled && still) still->socket_.close();
    });
  }

  boost::asio::awaitable<bool> answer(http::status status, std::string body) {
    http::response<http::string_body> response(status, 11);
    response.keep_alive(false);
    response.body() = std::move(body);
    response.prepare_payload();
    const auto [ec, size] = co_await http::async_write(socket_, response, outcome());
    co_return !ec;
  }

  boost::asio::awaitable<void> take_job(std::string text) {
    const std::optional<std::uint32_t> id = depot_.offer(std::move(text));
    if (id)
      co_await answer(http::status::accepted, std::to_string(*id) + "\n");
    else
      co_await answer(http::status::service_unavailable, "no room\n");
  }

  boost::asio::awaitable<void> give_result() {
    const auto until = boost::asio::steady_timer::clock_type::now() + result_limit;
    std::optional<parcel> next = co_await depot_.outlet.take(until);
    if (!next) {
      co_await answer(http::status::no_content, "");
      co_return;
    }
    const bool sent = co_await answer(http::status::ok, next->contents().text + "\n");
    if (sent) next->delivered();
  }

  boost::asio::awaitable<void> stream_results() {
    http::response<http::empty_body> head(http::status::ok, 11);
    head.chunked(true);
    http::response_serializer<http::empty_body> serializer(head);
    const auto [failed, size] = co_await http::async_write_header(socket_, serializer, outcome());
    if (failed) co_return;
    for (;;) {
      limit_.cancel();
      std::optional<parcel> next = co_await depot_.outlet.take();
      begin_limit();
      if (!next) break;
      const std::string text = next->contents().text + "\n";
      const auto [ec, sent] = co_await boost::asio::async_write(
          socket_, http::make_chunk(boost::asio::buffer(text)), outcome());
      if (ec) co_return;
      next->delivered();
    }
    co_await boost::asio::async_write(socket_, http::make_chunk_last(), outcome());
  }

  Socket socket_;
  boost::asio::steady_timer limit_;
  depot& depot_;
};

template <class Socket>
boost::asio::awaitable<void> serve_http(Socket socket, depot& d) {
  const auto session = std::make_shared<http_session<Socket>>(std::move(socket), d);
  co_await session->serve();
}

template <class Protocol>
class http_door final : public door {
 public:
  http_door(boost::asio::any_io_executor executor, const typename Protocol::endpoint& at)
      : acceptor_(executor, at) {}

  boost::asio::awaitable<void> listen(depot& d, crew& sessions) override {
    boost::asio::steady_timer pause(acceptor_.get_executor());
    for (;;) {
      auto [ec, socket] =
          co_await acceptor_.async_accept(boost::asio::as_tuple(boost::asio::use_awaitable));
      if (!ec) {
        sessions.add(serve_http(std::move(socket), d));
      } else if (d.is_closed() || !acceptor_.is_open()) {
        co_return;
      } else {
        // There may be descriptors again in a moment.
        pause.expires_after(std::chrono::milliseconds(100));
        co_await pause.async_wait(boost::asio::use_awaitable);
      }
    }
  }

  void close() override {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
  }
  void wake() override { acceptor_.cancel(); }
  std::uint16_t port() const override { return port_of(acceptor_.local_endpoint()); }

 private:
  static std::uint16_t port_of(const typename Protocol::endpoint& at) {
    if constexpr (requires { at.port(); })
      return at.port();
    else
      return at.port;
  }

  typename Protocol::acceptor acceptor_;
};

template <class Protocol>
std::unique_ptr<door> open_http_door(boost::asio::any_io_executor executor,
                                     const typename Protocol::endpoint& at) {
  return std::make_unique<http_door<Protocol>>(std::move(executor), at);
}

}  // namespace distributor
