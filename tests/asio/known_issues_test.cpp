// What Boost.Asio 1.81 does wrong, as runs of plain programs. A test that fails here says that Asio
// has changed: then framework/docs/asio.md has to change too.

#include <cutpoint/asio.hpp>

#include "asio/one_asio_run.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cutpoint::asio_tests {
namespace {

using net::awaitable;
using net::use_awaitable;

using room_for_one = net::experimental::channel<void(boost::system::error_code, int)>;

awaitable<void> receive_one(std::shared_ptr<room_for_one> from) {
  co_await from->async_receive(use_awaitable);
}

TEST(AsioKnownIssues, ACancelledReceiveTakesAwayTheRoomOfAChannel) {
  one_asio_run run([]() -> awaitable<void> {
    const auto ex = co_await net::this_coro::executor;
    const auto line = std::make_shared<room_for_one>(ex, 1);
    net::co_spawn(ex, receive_one(line), net::detached);
    line->cancel();
    co_await net::post(ex, use_awaitable);
    EXPECT_FALSE(line->try_send(boost::system::error_code(), 1));
    co_await line->async_send({}, 1, use_awaitable);  // there is room, and it waits for good
  });
  EXPECT_EQ(run.end, run_end::stuck);
}

TEST(AsioKnownIssues, ACancellationBeforeTheFirstStepLeavesTheLoop) {
  const auto body = []() -> awaitable<void> {
    net::steady_timer timer(co_await net::this_coro::executor, 1s);
    co_await timer.async_wait(use_awaitable);
  };
  expect_clean(check(make_program(body), searched({stop_mode::request})));
  const report r = check(asio::make_program(body, {.early = asio::early_cancellation::as_in_asio}),
                         searched({stop_mode::request}));
  ASSERT_EQ(r.findings.size(), 1U) << format_text(r);
  EXPECT_EQ(r.findings.front().what.identity,
            (finding_identity{oracle::unhandled_exception, "boost.asio#1452", "main"}));
  EXPECT_EQ(r.findings.front().how.deviations.size(), 1U);
}

TEST(AsioKnownIssues, ClosingAChannelLosesWhatIsInIt) {
  one_asio_run run([]() -> awaitable<void> {
    const auto line = std::make_shared<room_for_one>(co_await net::this_coro::executor, 1);
    co_await line->async_send({}, 1, use_awaitable);
    line->close();
    EXPECT_FALSE(
        line->try_receive([](boost::system::error_code failed, int) { EXPECT_FALSE(failed); }));
  });
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(AsioKnownIssues, ClosingAChannelLeavesSendersWaiting) {
  one_asio_run run([]() -> awaitable<void> {
    const auto ex = co_await net::this_coro::executor;
    const auto line = std::make_shared<room_for_one>(ex);
    net::co_spawn(
        ex,
        [](std::shared_ptr<room_for_one> to) -> awaitable<void> {
          co_await to->async_send({}, 1, use_awaitable);
        }(line),
        net::detached);
    line->close();
  });
  EXPECT_EQ(run.end, run_end::stuck);
}

}  // namespace
}  // namespace cutpoint::asio_tests
