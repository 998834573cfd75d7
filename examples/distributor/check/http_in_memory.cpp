// All of Boost.Beast that the checks need, in one source: it takes long to compile.

#include "../service/http_door.ipp"
#include "http_client.hpp"

#include <cutpoint/asio/acceptor.hpp>

namespace distributor {

template std::unique_ptr<door> open_http_door<cutpoint::asio::in_memory>(
    boost::asio::any_io_executor executor, const cutpoint::asio::endpoint& at);

boost::asio::awaitable<std::optional<reply>> ask(boost::asio::any_io_executor executor,
                                                 cutpoint::asio::endpoint at, question what) {
  const auto outcome = boost::asio::as_tuple(boost::asio::use_awaitable);
  cutpoint::asio::stream socket(executor);
  const auto [refused] = co_await socket.async_connect(at, outcome);
  if (refused) co_return std::nullopt;

  http::request<http::string_body> request(
      what.how == question::kind::post ? http::verb::post : http::verb::get, what.target, 11);
  request.set(http::field::host, "distributor");
  request.body() = what.body;
  request.prepare_payload();
  const auto [unsent, written] = co_await http::async_write(socket, request, outcome);
  if (unsent) co_return std::nullopt;

  boost::beast::flat_buffer buffer;
  http::response<http::string_body> response;
  const auto [unread, read] = co_await http::async_read(socket, buffer, response, outcome);
  if (unread) co_return std::nullopt;
  co_return reply{.status = response.result_int(), .body = std::move(response.body())};
}

}  // namespace distributor
