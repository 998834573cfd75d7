// Programs of Asio's under check: order, time, and what a stop does.

#include <cutpoint/asio.hpp>
#include <cutpoint/gtest.hpp>

#include "asio/searched.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/system_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

namespace net = boost::asio;
using net::awaitable;
using net::use_awaitable;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> told;

TEST(AsioProgram, PostedHandlersRunInTheirOrder) {
  const report r = check(asio::make_program([](asio::executor ex) {
                           told.clear();
                           net::post(ex, [ex] {
                             told.emplace_back("first");
                             net::dispatch(ex, [] { told.emplace_back("inside"); });
                             net::post(ex, [] {
                               told.emplace_back("last");
                               EXPECT_THAT(told, ElementsAre("first", "inside", "second", "last"));
                             });
                           });
                           net::post(ex, [] { told.emplace_back("second"); });
                         }),
                         searched({stop_mode::request, stop_mode::drop}));
  expect_clean(r);
}

awaitable<void> waits_for_a_day() {
  net::steady_timer timer(co_await net::this_coro::executor);
  const auto begin = std::chrono::steady_clock::now();
  const auto date = std::chrono::system_clock::now();
  timer.expires_after(24h);
  co_await timer.async_wait(use_awaitable);
  EXPECT_EQ(std::chrono::steady_clock::now() - begin, 24h);
  net::system_timer other(co_await net::this_coro::executor, date + 25h);
  co_await other.async_wait(use_awaitable);
  EXPECT_EQ(std::chrono::steady_clock::now() - begin, 25h);
}

CUTPOINT_ASIO_TEST(AsioTest, TimersWaitInVirtualTime,
                   .modes = {stop_mode::request, stop_mode::drop}) {
  co_await waits_for_a_day();
}

struct lease {
  ~lease() { release(entry); }
  entry_id entry = acquire("connection");
};

awaitable<void> holds(bool well) {
  net::steady_timer timer(co_await net::this_coro::executor, 5s);
  if (well) {
    const lease mine;
    co_await timer.async_wait(use_awaitable);
  } else {
    const entry_id mine = acquire("connection");
    co_await timer.async_wait(use_awaitable);
    release(mine);
  }
}

TEST(AsioProgram, ACancellationFindsWhatIsNotGivenBack) {
  expect_clean(check(make_program([] { return holds(true); }),
                     searched({stop_mode::request, stop_mode::drop})));
  const report r = check(make_program([] { return holds(false); }), searched({stop_mode::request}));
  ASSERT_THAT(r.findings, SizeIs(1)) << r.message;
  EXPECT_EQ(r.findings.front().what.identity.by, oracle::leak);
  EXPECT_THAT(r.findings.front().how.deviations, SizeIs(1));
}

}  // namespace
}  // namespace cutpoint
