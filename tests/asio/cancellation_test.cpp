// What a stop does to a program of Asio's, by mode, strength and window.

#include <cutpoint/asio.hpp>

#include "asio/one_asio_run.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace cutpoint::asio_tests {
namespace {

using namespace net::experimental::awaitable_operators;
using net::awaitable;
using net::use_awaitable;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using unit::stop_where;

using line_of_numbers = net::experimental::channel<void(boost::system::error_code, int)>;

const run_bounds one_request = unit::one_stop(stop_mode::request);

unit::choosing request_at(std::string operation, window at, std::uint32_t ordinal = 1) {
  return stop_where([operation = std::move(operation), at, ordinal](const deviation& offered) {
    return offered.address.operation == operation && offered.address.at == at &&
           offered.address.ordinal == ordinal;
  });
}

struct note_at_exit {
  std::vector<std::string>& to;
  ~note_at_exit() { to.emplace_back(std::uncaught_exceptions() > 0 ? "unwound" : "left"); }
};

awaitable<void> wait_at_depth(int depth, std::vector<std::string>& told) {
  const note_at_exit note{told};
  if (depth > 0) {
    co_await wait_at_depth(depth - 1, told);
    co_return;
  }
  net::steady_timer timer(co_await net::this_coro::executor, 1s);
  co_await timer.async_wait(use_awaitable);
}

TEST(AsioCancellation, ReachesTheInnermostOperation) {
  std::vector<std::string> told;
  one_asio_run run([&] { return wait_at_depth(2, told); },
                   request_at("steady_timer.async_wait", window::parked), one_request);
  EXPECT_THAT(told, ElementsAre("unwound", "unwound", "unwound"));
  EXPECT_EQ(run.run.clock().now().time_since_epoch(), 0s);
  EXPECT_EQ(run.task("main").end, task_end::stopped);
}

awaitable<void> wait_twice(std::vector<std::string>& told) {
  net::steady_timer timer(co_await net::this_coro::executor);
  for (const char* name : {"first", "second"}) {
    const note_at_exit note{told};
    timer.expires_after(1s);
    co_await timer.async_wait(use_awaitable);
    told.emplace_back(name);
  }
}

TEST(AsioCancellation, ThatComesBehindTheCompletionIsFeltAtTheNextWait) {
  std::vector<std::string> told;
  one_asio_run run([&] { return wait_twice(told); },
                   request_at("steady_timer.async_wait", window::granted), one_request);
  EXPECT_THAT(told, ElementsAre("first", "left", "unwound"));
  EXPECT_EQ(run.task("main").end, task_end::stopped);
}

TEST(AsioCancellation, ThatComesBeforeTheStartIsFeltAtTheFirstWait) {
  std::vector<std::string> told;
  one_asio_run run([&] { return wait_twice(told); }, stop_where([](const deviation& d) {
                     return d.address.at == window::before_start;
                   }),
                   one_request);
  EXPECT_THAT(told, ElementsAre("unwound"));
  EXPECT_EQ(run.task("main").end, task_end::stopped);
}

awaitable<void> ask_for_total(bool enabled, std::vector<std::string>& told) {
  if (enabled) co_await net::this_coro::reset_cancellation_state(net::enable_total_cancellation());
  co_await wait_at_depth(0, told);
}

TEST(AsioCancellation, HasTheStrengthThatTheProgramIsRunWith) {
  for (const stop_strength strength :
       {stop_strength::partial, stop_strength::total, stop_strength::terminal}) {
    for (const bool enabled : {false, true}) {
      std::vector<std::string> told;
      one_asio_run run([&] { return ask_for_total(enabled, told); },
                       request_at("steady_timer.async_wait", window::parked), one_request,
                       {.strength = strength});
      // A coroutine heeds terminal cancellations only, unless it says more.
      const bool heeded = strength == stop_strength::terminal || enabled;
      EXPECT_THAT(told, ElementsAre(heeded ? "unwound" : "left"));
    }
  }
}

awaitable<void> tick(int times) {
  net::steady_timer timer(co_await net::this_coro::executor);
  for (int i = 0; i < times; ++i) {
    timer.expires_after(1s);
    co_await timer.async_wait(use_awaitable);
  }
}

// 30 waits behind a stop would be held to ignore it.
TEST(AsioCancellation, IsIgnoredByNobodyWhoNeedNotHeedIt) {
  options wanted = searched({stop_mode::request});
  wanted.depth_runs = 0;
  wanted.random_runs = 0;
  expect_clean(check(asio::make_program([](asio::executor) { return tick(30); },
                                        {.strength = stop_strength::total}),
                     wanted));
  expect_clean(check(asio::make_program([](asio::executor ex) {
                       net::co_spawn(net::any_io_executor(ex), tick(30), net::detached);
                       for (int i = 0; i < 30; ++i) net::post(ex, [] {});
                     }),
                     wanted));
}

TEST(AsioCancellation, MayBeDispatched) {
  std::vector<std::string> told;
  one_asio_run run([&] { return wait_at_depth(0, told); },
                   request_at("steady_timer.async_wait", window::parked), one_request,
                   {.delivery = asio::cancel_delivery::dispatched});
  EXPECT_THAT(told, ElementsAre("unwound"));
  EXPECT_GT(run.run.steps(), 2U);
}

TEST(AsioCancellation, OfTheWholeProgramReachesDetachedChildren) {
  std::vector<std::string> told;
  one_asio_run run(
      [&]() -> awaitable<void> {
        for (int i = 0; i < 2; ++i)
          net::co_spawn(co_await net::this_coro::executor, wait_at_depth(0, told), net::detached);
        co_await wait_at_depth(0, told);
      },
      stop_where([](const deviation& d) {
        return d.address.reach == stop_reach::scope && d.address.at == window::parked;
      }),
      one_request);
  EXPECT_THAT(told, ElementsAre("unwound", "unwound", "unwound"));
  EXPECT_EQ(run.run.clock().now().time_since_epoch(), 0s);
  EXPECT_EQ(run.task("main/detached#2").end, task_end::stopped);
}

TEST(AsioCancellation, OfAParentReachesWhomItAwaitsAndNobodyElse) {
  std::vector<std::string> awaited;
  std::vector<std::string> detached;
  one_asio_run run(
      [&]() -> awaitable<void> {
        const auto ex = co_await net::this_coro::executor;
        net::co_spawn(ex, wait_at_depth(0, detached), net::detached);
        co_await (wait_at_depth(0, awaited) &&
                  net::co_spawn(ex, wait_at_depth(0, awaited), use_awaitable));
      },
      request_at("parallel_group.async_wait", window::parked), one_request);
  EXPECT_THAT(awaited, ElementsAre("unwound", "unwound"));
  EXPECT_THAT(detached, ElementsAre("left"));
  EXPECT_EQ(run.task("main").end, task_end::stopped);
}

awaitable<void> wait_and_tell(std::shared_ptr<std::vector<std::string>> told) {
  co_await wait_at_depth(1, *told);
}

TEST(AsioCancellation, OfTheProgramsOwnIsNoFinding) {
  expect_clean(check(make_program([]() -> awaitable<void> {
                       const auto ex = co_await net::this_coro::executor;
                       const auto signal = std::make_shared<net::cancellation_signal>();
                       const auto told = std::make_shared<std::vector<std::string>>();
                       net::co_spawn(ex, wait_and_tell(told),
                                     net::bind_cancellation_slot(signal->slot(), net::detached));
                       co_await net::post(ex, use_awaitable);
                       signal->emit(net::cancellation_type::terminal);
                       net::steady_timer timer(ex, 1s);
                       timer.async_wait([signal](boost::system::error_code) {});
                       timer.cancel();
                       co_await net::post(ex, use_awaitable);
                       co_await net::post(ex, use_awaitable);
                       if (this_run::undisturbed() && told->empty())
                         throw std::logic_error("the child was not cancelled");
                     }),
                     searched({stop_mode::request})));
}

TEST(AsioCancellation, ClosingAChannelEndsTheWaitOfOthers) {
  one_asio_run run([]() -> awaitable<void> {
    const auto ex = co_await net::this_coro::executor;
    line_of_numbers line(ex);
    net::co_spawn(
        ex,
        [](line_of_numbers& from) -> awaitable<void> {
          co_await from.async_receive(use_awaitable);
        }(line),
        [](std::exception_ptr error) { EXPECT_NE(error, nullptr); });
    line.close();
    co_await net::post(ex, use_awaitable);
  });
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(AsioCancellation, ByEdgeIsRefused) {
  const report r = check(make_program([]() -> awaitable<void> {
                           net::steady_timer timer(co_await net::this_coro::executor, 1s);
                           co_await timer.async_wait(use_awaitable);
                         }),
                         searched({stop_mode::edge}));
  EXPECT_EQ(r.result, verdict::bad_input);
  EXPECT_THAT(r.message, HasSubstr("declares {drop, request}, found {edge} too"));
}

// Frames, handlers and what they hold, wherever the context is destroyed.
TEST(AsioDrop, DestroysWhatWaitsAndWhatIsQueued) {
  const auto body = []() -> awaitable<void> {
    struct lease {
      ~lease() { release(entry); }
      entry_id entry = acquire("lease");
    };
    const lease mine;
    const auto ex = co_await net::this_coro::executor;
    line_of_numbers line(ex, 1);
    net::co_spawn(
        ex,
        [](line_of_numbers& to) -> awaitable<void> {
          const lease its;
          co_await to.async_send({}, 1, use_awaitable);
          net::steady_timer timer(co_await net::this_coro::executor, 1s);
          co_await timer.async_wait(use_awaitable);
        }(line),
        net::detached);
    net::post(ex, [held = std::make_shared<lease>()] {});
    net::steady_timer timer(ex, 3s);
    co_await (line.async_receive(use_awaitable) || timer.async_wait(use_awaitable));
    co_await (timer.async_wait(use_awaitable) && timer.async_wait(use_awaitable));
  };
  const report r = check(make_program(body), searched({stop_mode::drop}));
  expect_clean(r);
  EXPECT_EQ(r.sites_cut, 3U);
  expect_clean(check(asio::make_program(body, {.order = asio::handler_order::any}),
                     searched({stop_mode::request, stop_mode::drop})));
}

}  // namespace
}  // namespace cutpoint::asio_tests
