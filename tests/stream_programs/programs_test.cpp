// Network programs with nothing of Cutpoint in them, over in-memory streams: stopped everywhere,
// with short transfers, resets, refusals and failing accepts.

#include <cutpoint/asio.hpp>
#include <cutpoint/asio/acceptor.hpp>
#include <cutpoint/check.hpp>
#include <cutpoint/report/text.hpp>

#include <asio/network_chat.hpp>
#include <asio/network_echo.hpp>
#include <asio/network_http.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint {
namespace {

namespace net = boost::asio;
using asio::in_memory;
using net::awaitable;
using net::use_awaitable;
using testing::Contains;
using testing::ElementsAre;
using testing::SizeIs;

constexpr in_memory::endpoint door_number{80};

report searched(program p, std::uint64_t random_runs = 300) {
  return check(p, {.name = "stream",
                   .modes = {stop_mode::request, stop_mode::drop},
                   .depth_runs = 0,
                   .random_runs = random_runs,
                   .max_findings = 1,
                   .out = ""});
}

void expect_survival(const report& r) {
  EXPECT_EQ(r.result, verdict::clean) << format_text(r);
  EXPECT_TRUE(r.exhausted);
  EXPECT_EQ(r.sites_cut, r.sites_reached);
}

// Closes when it goes, and lets a server that failed or was stopped end its day.
template <class Serve>
void open(net::any_io_executor on, const std::shared_ptr<asio::acceptor>& door, Serve serve) {
  net::co_spawn(on, serve(*door), [door](std::exception_ptr) { door->close(); });
}

awaitable<void> echoes() {
  const net::any_io_executor on = co_await net::this_coro::executor;
  const auto door = std::make_shared<asio::acceptor>(on, door_number);
  open(on, door, [](asio::acceptor& at) { return network_echo::serve(at); });
  const std::string answer = co_await network_echo::ask<in_memory>(door_number, "hello");
  door->close();
  if (this_run::undisturbed()) {
    EXPECT_EQ(answer, "hello");
  }
}

TEST(StreamProgram, EchoSurvivesEveryStopAndFault) {
  expect_survival(searched(make_program([] { return echoes(); })));
}

awaitable<void> says(std::string text, std::vector<std::string>& heard) {
  heard = co_await network_chat::talk<in_memory>(door_number, std::move(text), 2);
}

awaitable<void> chats() {
  using net::experimental::awaitable_operators::operator&&;
  const net::any_io_executor on = co_await net::this_coro::executor;
  const auto door = std::make_shared<asio::acceptor>(on, door_number);
  const auto room = std::make_shared<network_chat::room<asio::stream>>();
  open(on, door, [room](asio::acceptor& at) { return network_chat::serve(at, room); });
  std::vector<std::string> first;
  std::vector<std::string> second;
  co_await (says("good morning\n", first) && says("good evening\n", second));
  door->close();
  if (this_run::undisturbed()) {
    EXPECT_THAT(first, Contains("good morning\n"));
    EXPECT_THAT(second, Contains("good evening\n"));
  }
}

TEST(StreamProgram, ChatSurvivesEveryStopAndFault) {
  expect_survival(searched(make_program([] { return chats(); })));
}

awaitable<void> asks_over_http() {
  const net::any_io_executor on = co_await net::this_coro::executor;
  const auto door = std::make_shared<asio::acceptor>(on, door_number);
  open(on, door, [](asio::acceptor& at) { return network_http::serve(at); });
  std::vector<std::string> texts = {"four", "a little more"};
  const std::vector<std::string> answers =
      co_await network_http::ask<in_memory>(door_number, std::move(texts));
  door->close();
  if (this_run::undisturbed()) {
    EXPECT_THAT(answers, ElementsAre("4", "13"));
  }
}

TEST(StreamProgram, HttpOverBeastSurvivesEveryStopAndFault) {
  expect_survival(searched(make_program([] { return asks_over_http(); })));
}

// Latency is virtual: what was written arrives ten seconds later, in the runs that choose so.
awaitable<void> waits_for_late_bytes(bool& late) {
  const net::any_io_executor on = co_await net::this_coro::executor;
  asio::faults_of(on) = {.partial_transfers = false,
                         .resets = false,
                         .failed_connects = false,
                         .failed_accepts = false,
                         .latency = std::chrono::seconds(10)};
  asio::acceptor door(on, door_number);
  asio::stream here(on);
  co_await here.async_connect(door_number, use_awaitable);
  asio::stream there = co_await door.async_accept(use_awaitable);
  const auto begin = std::chrono::steady_clock::now();
  co_await net::async_write(here, net::buffer("late", 4), use_awaitable);
  std::string text(4, '\0');
  co_await net::async_read(there, net::buffer(text), use_awaitable);
  EXPECT_EQ(text, "late");
  late = std::chrono::steady_clock::now() - begin == std::chrono::seconds(10);
}

TEST(StreamProgram, LatencyIsAChoiceAndCostsVirtualTimeOnly) {
  const program p = make_program([]() -> awaitable<void> {
    bool late = false;
    co_await waits_for_late_bytes(late);
    const auto never = at_end("nothing is late", [&] { return !late; });
  });
  const report r = searched(p, 0);
  ASSERT_THAT(r.findings, SizeIs(1)) << format_text(r);
  ASSERT_THAT(r.findings.front().how.deviations, SizeIs(1));
  EXPECT_EQ(r.findings.front().how.deviations.front().address.operation, "stream.latency");
}

}  // namespace
}  // namespace cutpoint
