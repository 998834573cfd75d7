// Which tasks there are, and where they wait.

#include <cutpoint/asio.hpp>

#include "asio/one_asio_run.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/system_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint::asio_tests {
namespace {

using namespace net::experimental::awaitable_operators;
using net::awaitable;
using net::use_awaitable;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

using numbers = net::experimental::channel<void(boost::system::error_code, int)>;

awaitable<void> pause(std::chrono::nanoseconds length) {
  net::steady_timer timer(co_await net::this_coro::executor, length);
  co_await timer.async_wait(use_awaitable);
}

TEST(AsioTasks, DetachedChildrenAndLegsAreTasksOfTheirOwn) {
  const one_asio_run run([]() -> awaitable<void> {
    const auto ex = co_await net::this_coro::executor;
    net::co_spawn(ex, pause(1s), net::detached);
    net::co_spawn(ex, pause(2s), net::detached);
    co_await (pause(3s) && pause(4s));
    co_await net::co_spawn(ex, pause(1s), use_awaitable);
    net::co_spawn(ex, pause(1s), [](std::exception_ptr) {});
  });
  EXPECT_THAT(run.paths(), ElementsAre("main", "main/detached", "main/detached#2", "main/leg",
                                       "main/leg#2", "main/awaited", "main/spawned"));
  EXPECT_EQ(run.end, run_end::completed);
}

template <class Token>
auto async_fetch(net::any_io_executor ex, Token&& token) {
  return net::async_initiate<Token, void()>(
      [](auto handler, net::any_io_executor on) { net::post(on, std::move(handler)); }, token, ex);
}

struct initiate_named {
  static constexpr label cutpoint_operation = "gate.async_pass";
  template <class Handler>
  void operator()(Handler handler) const {
    net::post(std::move(handler));
  }
};

TEST(AsioTasks, WhatTheyWaitForHasAName) {
  const one_asio_run run([]() -> awaitable<void> {
    const auto ex = co_await net::this_coro::executor;
    co_await pause(1s);
    net::system_timer date(ex, 1s);
    co_await date.async_wait(use_awaitable);
    numbers line(ex, 1);
    co_await line.async_send({}, 1, use_awaitable);
    co_await line.async_receive(net::as_tuple(use_awaitable));
    co_await net::post(ex, use_awaitable);
    co_await async_fetch(ex, use_awaitable);
    net::use_awaitable_t<> token;
    co_await net::async_initiate<net::use_awaitable_t<>, void()>(initiate_named(), token);
    co_await (pause(1s) || pause(2s));
  });
  EXPECT_THAT(
      run.waits_of("main"),
      ElementsAre("steady_timer.async_wait", "system_timer.async_wait", "channel.async_send",
                  "channel.async_receive", "post", "asio_tests.async_fetch", "gate.async_pass",
                  "parallel_group.async_wait"));
}

TEST(AsioTasks, AStepBelongsToTheTaskWhoseCoroutineRuns) {
  const one_asio_run run([]() -> awaitable<void> {
    const auto ex = co_await net::this_coro::executor;
    acquire("of main");
    net::co_spawn(
        ex,
        []() -> awaitable<void> {
          acquire("of child");
          co_await pause(1s);
          acquire("of child, later");
        },
        net::detached);
    acquire("of main again");
    co_await pause(2s);
  });
  EXPECT_THAT(run.owners(), ElementsAre("main", "main/detached", "main", "main/detached"));
}

TEST(AsioTasks, ChildrenOfStrandsAreStepsOfTheirOwnInTheirOrder) {
  std::vector<std::string> told;
  const one_asio_run run([&told]() -> awaitable<void> {
    const auto strand = net::make_strand(co_await net::this_coro::executor);
    net::post(strand, [&told] { told.emplace_back("posted"); });
    for (const char* name : {"a", "b"})
      net::co_spawn(
          strand,
          [](std::vector<std::string>& to, std::string text,
             net::strand<net::any_io_executor> its) -> awaitable<void> {
            EXPECT_TRUE(its.running_in_this_thread());
            to.push_back(text);
            co_await net::post(its, use_awaitable);
            acquire("by " + text);
            to.push_back(text);
          }(told, name, strand),
          net::detached);
    co_await pause(1s);
    EXPECT_FALSE(strand.running_in_this_thread());
  });
  EXPECT_THAT(told, ElementsAre("posted", "a", "b", "a", "b"));
  EXPECT_THAT(run.owners(), ElementsAre("main/detached", "main/detached#2"));
}

awaitable<void> say_three_times(std::shared_ptr<std::string> to, char c) {
  for (int i = 0; i < 3; ++i) {
    *to += c;
    co_await net::post(co_await net::this_coro::executor, use_awaitable);
  }
}

awaitable<void> take_turns() {
  const auto told = std::make_shared<std::string>();
  co_await (say_three_times(told, 'a') && say_three_times(told, 'b'));
  if (this_run::undisturbed() && *told != "ababab")
    this_kernel().violate(oracle::invariant, "turns", "are lost", {});
}

TEST(AsioTasks, WhatTheyPostKeepsItsOrderUnlessAnyIsAskedFor) {
  expect_clean(check(make_program(take_turns), searched({stop_mode::request})));
  const report r = check(asio::make_program(take_turns, {.order = asio::handler_order::any}),
                         searched({stop_mode::request}));
  ASSERT_EQ(r.findings.size(), 1U) << format_text(r);
  EXPECT_EQ(r.findings.front().what.identity, (finding_identity{oracle::invariant, "turns", ""}));
}

TEST(AsioTasks, AnOutsideEventRacesWithWhatIsQueued) {
  for (const bool early : {false, true}) {
    std::string told;
    const one_asio_run run(
        [&told](asio::executor ex) {
          net::post(ex, [&told] { told += 'a'; });
          net::post(ex, [&told] { told += 'b'; });
          const asio::outside_event arrives;
          net::post(ex, [&told] { told += 'e'; });
        },
        unit::choosing([early](const choice_point& point) -> std::uint32_t {
          return early && point.kind() == choice_kind::value ? 1 : 0;
        }));
    EXPECT_EQ(told, early ? "eab" : "abe");
  }
}

TEST(AsioTasks, StackfulCoroutinesAreTasksThatCancellationsReach) {
  std::vector<std::string> told;
  one_asio_run run(
      [&told](asio::executor ex) {
        net::spawn(
            net::any_io_executor(ex),
            [&told](net::yield_context yield) {
              acquire("stack");
              net::steady_timer timer(yield.get_executor(), 1s);
              boost::system::error_code cut;
              timer.async_wait(yield[cut]);
              told.emplace_back(cut == net::error::operation_aborted ? "cut" : "waited");
            },
            net::detached);
      },
      unit::stop_where([](const deviation& d) {
        return d.address.task == "main/detached" && d.address.at == window::parked;
      }),
      unit::one_stop(stop_mode::request));
  EXPECT_THAT(told, ElementsAre("cut"));
  EXPECT_THAT(run.owners(), ElementsAre("main/detached"));
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(AsioTasks, StrandsOfOthersAreAsiosOwn) {
  net::thread_pool pool(1);
  int ran = 0;
  const auto strand = net::make_strand(net::any_io_executor(pool.get_executor()));
  net::post(strand, [&] { ran += strand.running_in_this_thread() ? 1 : 0; });
  net::co_spawn(
      strand,
      [&]() -> awaitable<void> {
        ++ran;
        co_return;
      },
      net::detached);
  pool.join();
  EXPECT_EQ(ran, 2);
}

TEST(AsioTasks, AnErrorOfADetachedChildIsHandledByNobody) {
  const auto fails = []() -> awaitable<void> {
    co_await pause(1s);
    throw std::runtime_error("broken");
  };
  const report alone =
      check(make_program([fails]() -> awaitable<void> {
              net::co_spawn(co_await net::this_coro::executor, fails, net::detached);
            }),
            searched({stop_mode::request}));
  ASSERT_EQ(alone.findings.size(), 1U);
  EXPECT_EQ(alone.findings.front().what.identity,
            (finding_identity{oracle::unhandled_exception, "", "main/detached"}));
  expect_clean(check(make_program([fails]() -> awaitable<void> {
                       net::co_spawn(co_await net::this_coro::executor, fails,
                                     [](std::exception_ptr) {});
                     }),
                     searched({stop_mode::request})));
}

TEST(AsioTasks, AnExceptionThatLeavesTheLoopEndsTheRun) {
  const report r = check(asio::make_program([](asio::executor ex) {
                           net::post(ex, [] { throw std::runtime_error("out of the loop"); });
                         }),
                         searched({stop_mode::request}));
  ASSERT_EQ(r.findings.size(), 1U);
  EXPECT_THAT(r.findings.front().what.message, HasSubstr("out of the loop"));
}

TEST(AsioTasks, WhoeverWaitsForGoodIsADeadlock) {
  const report r = check(make_program([]() -> awaitable<void> {
                           const auto ex = co_await net::this_coro::executor;
                           net::co_spawn(
                               ex,
                               []() -> awaitable<void> {
                                 numbers line(co_await net::this_coro::executor);
                                 co_await line.async_receive(use_awaitable);
                               },
                               net::detached);
                         }),
                         searched({stop_mode::request}));
  ASSERT_EQ(r.findings.size(), 1U);
  EXPECT_EQ(r.findings.front().what.identity,
            (finding_identity{oracle::deadlock, "channel.async_receive", "main/detached"}));
}

TEST(AsioTasks, MayBeHeldToEndBeforeTheirParent) {
  const auto body = []() -> awaitable<void> {
    net::co_spawn(
        co_await net::this_coro::executor,
        []() -> awaitable<void> {
          net::co_spawn(co_await net::this_coro::executor, pause(1s), net::detached);
        },
        net::detached);
    co_await pause(2s);
  };
  expect_clean(check(make_program(body), searched({stop_mode::request})));
  const report strict = check(asio::make_program(body, {.children = asio::outliving::orphan}),
                              searched({stop_mode::request}));
  ASSERT_EQ(strict.findings.size(), 1U);
  EXPECT_EQ(strict.findings.front().what.identity,
            (finding_identity{oracle::orphan, "detached", "main/detached/detached"}));
}

}  // namespace
}  // namespace cutpoint::asio_tests
