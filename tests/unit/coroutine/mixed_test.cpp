// Fibers and coroutines in one run.

#include "unit/coroutine/bodies.hpp"
#include "unit/coroutine/leaves_mark.hpp"
#include "unit/one_run.hpp"

#include <cutpoint/check/check.hpp>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

task<int> adds(int a, int b) {
  co_await sleep_for(1s, "adding");
  co_return a + b;
}

TEST(MixedRun, AFiberAwaitsACoroutineAsAPartOfItself) {
  int sum = 0;
  const one_run run([&sum] { sum = await(adds(3, 4)); });
  EXPECT_EQ(sum, 7);
  EXPECT_EQ(run.run.tasks().size(), 1U);
}

TEST(MixedRun, AFiberSeesTheErrorOfTheCoroutineThatItAwaits) {
  std::string told;
  const one_run run([&told] {
    try {
      await(fails());
    } catch (const std::runtime_error& e) {
      told = e.what();
    }
  });
  EXPECT_EQ(told, "the disk is full");
}

TEST(MixedRun, AStopOfTheFiberIsThrownIntoTheCoroutineThatItAwaits) {
  mark_list marks;
  const one_run run(
      [&marks] {
        try {
          await([](mark_list& told) -> task<void> {
            try {
              co_await sleep_for(1s, "gate");
            } catch (const cancelled&) {
              told.emplace_back("coroutine");
              throw;
            }
          }(marks));
        } catch (const cancelled&) {
          marks.emplace_back("fiber");
          throw;
        }
      },
      stop_at("gate", stop_mode::edge), one_stop(stop_mode::edge));
  EXPECT_THAT(marks, ElementsAre("coroutine", "fiber"));
  EXPECT_EQ(run.run.tasks().front()->end, task_end::stopped);
}

TEST(MixedRun, ACoroutineOnAFibersStackMayCallWhatAwaits) {
  int sum = 0;
  const one_run run([&sum] {
    await([](int& to) -> task<void> {
      const auto plain = [] { return await(adds(3, 4)); };
      co_await yield();
      to = plain();
      co_await yield();
    }(sum));
  });
  EXPECT_EQ(sum, 7);
}

TEST(MixedRun, EachJoinsTheOther) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    auto fiber = spawn("fiber", [&marks] {
      auto coroutine = spawn("coroutine", adds, 3, 4);
      auto sum = await(coroutine.join());
      marks.push_back(fmt::format("fiber got {}", sum.value()));
      return sum.value() * 2;
    });
    auto doubled = co_await fiber.join();
    marks.push_back(fmt::format("main got {}", doubled.value()));
  });
  EXPECT_THAT(marks, ElementsAre("fiber got 7", "main got 14"));
}

TEST(MixedRun, AFiberStopsAndWaitsForACoroutineWhoseHandleGoes) {
  mark_list marks;
  const one_run run([&marks] {
    {
      auto child = spawn("child", [&marks]() -> task<void> {
        bool stopped = false;
        try {
          co_await sleep_for(10s);
        } catch (const cancelled&) {
          stopped = true;
        }
        if (!stopped) co_return;
        co_await sleep_for(1s);
        marks.emplace_back("cleaned up");
        throw cancelled();
      });
      await(yield());
    }
    marks.emplace_back("handle is gone");
  });
  EXPECT_THAT(marks, ElementsAre("cleaned up", "handle is gone"));
  EXPECT_EQ(run.run.tasks().back()->end, task_end::stopped);
}

// One lock that fibers and coroutines take turns at, twice each.
void visits(mutex& door, mark_list& marks) {
  for (int i = 0; i < 2; ++i) {
    const mutex_guard mine = await(door.lock());
    marks.emplace_back("fiber");
    await(yield("inside"));
  }
}

task<void> visits_too(mutex& door, mark_list& marks) {
  for (int i = 0; i < 2; ++i) {
    const mutex_guard mine = co_await door.lock();
    marks.emplace_back("coroutine");
    co_await yield("inside");
  }
}

TEST(MixedRun, TakesTurnsInFifoOrder) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    mutex door("door");
    auto fiber = spawn("fiber", visits, std::ref(door), std::ref(marks));
    auto coroutine = spawn("coroutine", visits_too, std::ref(door), std::ref(marks));
    co_await fiber.join();
    co_await coroutine.join();
  });
  EXPECT_THAT(marks, ElementsAre("fiber", "coroutine", "fiber", "coroutine"));
}

// Whoever passes a checkpoint may have to let any other task go first, of either kind.
TEST(MixedRun, CompletesUnderEveryDeviationAndManyOrders) {
  const auto body = []() -> task<void> {
    mark_list marks;
    mutex door("door");
    auto one = spawn("fiber", visits, std::ref(door), std::ref(marks));
    auto two = spawn("coroutine", visits_too, std::ref(door), std::ref(marks));
    auto three = spawn("fiber", visits, std::ref(door), std::ref(marks));
    auto four = spawn("coroutine", visits_too, std::ref(door), std::ref(marks));
    co_await one.join();
    co_await two.join();
    co_await three.join();
    co_await four.join();
    CUTPOINT_REQUIRE(!this_run::undisturbed() || marks.size() == 8, "a visit is missing");
  };
  options wanted;
  wanted.name = "mixed";
  wanted.modes = {stop_mode::edge, stop_mode::level, stop_mode::drop, stop_mode::request};
  wanted.depth_runs = 2000;
  wanted.random_runs = 2000;
  wanted.runs_in = isolation::in_process;
  const report r = check(make_program(body), wanted);
  EXPECT_TRUE(r.passed()) << r.message;
  EXPECT_GT(r.runs, 2000U);
}

}  // namespace
}  // namespace cutpoint::unit
