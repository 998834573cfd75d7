// How a program that reaches past the run's executor is told so.

#include <cutpoint/asio.hpp>

#include "asio/one_asio_run.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>

namespace cutpoint::asio_tests {
namespace {

using testing::HasSubstr;

void expect_refusal(std::function<void(asio::executor)> body, const std::string& names) {
  const program p = asio::make_program([body](asio::executor ex) { body(ex); });
  options in_process = searched({stop_mode::request});
  in_process.runs_in = isolation::in_process;
  EXPECT_DEATH(check(p, in_process), HasSubstr(names));
}

TEST(AsioEscapes, AHandlerFromAnotherThread) {
  expect_refusal([](asio::executor ex) { std::thread([ex] { net::post(ex, [] {}); }).join(); },
                 "another thread");
}

TEST(AsioEscapes, AHandlerWithoutAnExecutor) {
  expect_refusal([](asio::executor) { net::post([] {}); }, "system_executor");
}

TEST(AsioEscapes, AnEventLoopOfTheProgramsOwn) {
  expect_refusal(
      [](asio::executor) {
        net::io_context own;
        net::steady_timer timer(own, std::chrono::seconds(1));
        timer.async_wait([](boost::system::error_code) {});
        own.run();
      },
      "epoll_wait");
}

TEST(AsioEscapes, ARealSocket) {
  expect_refusal([](asio::executor ex) { net::ip::tcp::socket(ex, net::ip::tcp::v4()); }, "socket");
}

TEST(AsioEscapes, AThreadThatSleeps) {
  expect_refusal([](asio::executor) { std::this_thread::sleep_for(std::chrono::milliseconds(1)); },
                 "nanosleep");
}

TEST(AsioEscapes, OutsideOfRunsTheCallsAreWhatTheyWere) {
  net::io_context loop;
  net::steady_timer timer(loop, std::chrono::milliseconds(5));
  const auto begin = std::chrono::steady_clock::now();
  bool fired = false;
  timer.async_wait([&](boost::system::error_code cut) { fired = !cut; });
  loop.run();
  EXPECT_TRUE(fired);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(5));
}

}  // namespace
}  // namespace cutpoint::asio_tests
