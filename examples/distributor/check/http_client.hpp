#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cutpoint/asio/stream.hpp>

#include <optional>
#include <string>

namespace distributor {

/// What a client asks for.
struct question {
  enum class kind { post, get } how = kind::get;
  std::string target = "/";
  std::string body = {};
};

struct reply {
  unsigned status = 0;
  std::string body;
};

/// Asks the service at `at` over the in-memory network. Returns: its answer; nothing if the
/// network fails.
boost::asio::awaitable<std::optional<reply>> ask(boost::asio::any_io_executor executor,
                                                 cutpoint::asio::endpoint at, question what);

}  // namespace distributor
