#pragma once

#include <cutpoint/asio/acceptor.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/error_code.hpp>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace cutpoint::asio {

namespace net = boost::asio;
using boost::system::error_code;

inline constexpr endpoint door{80};

/// What a callback was told.
struct outcome_of {
  int calls = 0;
  error_code ec;
  std::size_t count = 0;

  auto handler() {
    return [this](error_code e, std::size_t n) {
      ++calls;
      ec = e;
      count = n;
    };
  }
};

/// Two connected streams on an io_context.
struct connection {
  explicit connection(faults may_fail = {}) {
    faults_of(context.get_executor()) = may_fail;
    acceptor listens(context.get_executor(), door);
    stream connects(context.get_executor());
    connects.async_connect(door, [](error_code ec) { EXPECT_FALSE(ec); });
    std::optional<stream> accepted;
    listens.async_accept([&](error_code ec, stream s) {
      EXPECT_FALSE(ec);
      accepted.emplace(std::move(s));
    });
    run();
    here = std::make_unique<stream>(std::move(connects));
    there = std::make_unique<stream>(std::move(*accepted));
  }
  // What waits keeps the context from being done.
  void run() {
    do context.restart();
    while (context.poll() > 0);
  }
  std::size_t write(stream& to, std::string_view text) {
    outcome_of wrote;
    to.async_write_some(net::buffer(text), wrote.handler());
    run();
    EXPECT_FALSE(wrote.ec) << wrote.ec;
    return wrote.count;
  }
  std::string read(stream& from, std::size_t most = 64) {
    std::string text(most, '\0');
    outcome_of got;
    from.async_read_some(net::buffer(text), got.handler());
    run();
    EXPECT_EQ(got.calls, 1);
    EXPECT_FALSE(got.ec) << got.ec;
    return text.substr(0, got.count);
  }
  error_code error_of_read(stream& from) {
    outcome_of got;
    std::array<char, 8> bytes{};
    from.async_read_some(net::buffer(bytes), got.handler());
    run();
    EXPECT_EQ(got.calls, 1);
    return got.ec;
  }
  error_code error_of_write(stream& to) {
    outcome_of got;
    to.async_write_some(net::buffer("x", 1), got.handler());
    run();
    EXPECT_EQ(got.calls, 1);
    return got.ec;
  }

  net::io_context context;
  std::unique_ptr<stream> here;
  std::unique_ptr<stream> there;
};

}  // namespace cutpoint::asio
