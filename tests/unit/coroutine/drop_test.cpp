// What is left of a coroutine that is destroyed where it stands: nothing.

#include "unit/coroutine/leaves_mark.hpp"
#include "unit/one_run.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <exception>
#include <optional>
#include <string>
#include <utility>

using namespace std::chrono_literals;

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

// Suspends at `level.<n>` in each of four coroutines, on the way in and on the way out.
task<void> level(int n, mark_list& marks) {
  const leaves_mark frame(marks, fmt::format("level {} goes", n));
  co_await yield(fmt::format("in.{}", n));
  if (n < 4) co_await level(n + 1, marks);
  co_await yield(fmt::format("out.{}", n));
}

mark_list marks_of_drop_at(const std::string& operation) {
  mark_list marks;
  const one_run run(
      [&marks]() -> task<void> {
        auto victim = spawn("victim", level, 1, std::ref(marks));
        auto result = co_await victim.join();
        if (result.dropped()) marks.emplace_back("dropped");
      },
      stop_at(operation, stop_mode::drop), one_stop(stop_mode::drop));
  EXPECT_EQ(run.run.live_frames(), 0U) << operation;
  EXPECT_EQ(run.end, run_end::completed) << operation;
  return marks;
}

TEST(CoroutineDrop, DestroysTheInnermostFrameFirstAtEveryDepth) {
  for (int deepest = 1; deepest <= 4; ++deepest) {
    mark_list expected;
    for (int n = deepest; n >= 1; --n) expected.push_back(fmt::format("level {} goes", n));
    expected.emplace_back("dropped");
    EXPECT_THAT(marks_of_drop_at(fmt::format("in.{}", deepest)), ElementsAreArray(expected));
  }
}

TEST(CoroutineDrop, FindsOnlyTheFramesThatAreLeftOnTheWayOut) {
  EXPECT_THAT(marks_of_drop_at("out.2"), ElementsAre("level 4 goes", "level 3 goes", "level 2 goes",
                                                     "level 1 goes", "dropped"));
}

task<mutex_guard> locks(mutex& door) {
  mutex_guard mine = co_await door.lock();
  co_return mine;
}

TEST(CoroutineDrop, GivesBackAGrantThatADeepFrameHadNotTaken) {
  mark_list marks;
  const one_run run(
      [&marks]() -> task<void> {
        mutex door("door");
        std::optional<mutex_guard> held(co_await door.lock());
        auto victim = spawn("victim", [&]() -> task<void> {
          const mutex_guard mine = co_await locks(door);
          marks.emplace_back("victim owns the door");
        });
        auto heir = spawn("heir", [&]() -> task<void> {
          const mutex_guard mine = co_await locks(door);
          marks.emplace_back("heir owns the door");
        });
        co_await sleep_for(1s);
        held.reset();
        co_await heir.join();
        marks.emplace_back(door.locked() ? "locked" : "free");
      },
      stop_where([](const deviation& d) {
        return d.address.task == "main/victim" && d.address.at == window::granted;
      }),
      one_stop(stop_mode::drop));
  EXPECT_THAT(marks, ElementsAre("heir owns the door", "free"));
  EXPECT_EQ(run.run.live_frames(), 0U);
}

// A coroutine that is awaited by name, with something made behind it.
task<void> awaits_by_name(mark_list& marks) {
  const leaves_mark first(marks, "made before the inner one");
  task<void> inner = level(4, marks);
  const leaves_mark second(marks, "made after the inner one");
  co_await std::move(inner);
}

TEST(CoroutineDrop, DestroysTheFramesFromTheOutsideIn) {
  mark_list marks;
  const one_run run(
      [&marks]() -> task<void> {
        const leaves_mark frame(marks, "main goes");
        co_await awaits_by_name(marks);
      },
      stop_at("in.4", stop_mode::drop), one_stop(stop_mode::drop));
  EXPECT_THAT(marks, ElementsAre("made after the inner one", "level 4 goes",
                                 "made before the inner one", "main goes"));
  EXPECT_EQ(run.run.live_frames(), 0U);
}

task<void> owns_what_it_awaits(task<void> inner, leaves_mark) { co_await std::move(inner); }

TEST(CoroutineDrop, TakesACoroutineThatIsAParameter) {
  mark_list marks;
  const one_run run(
      [&marks]() -> task<void> {
        task<void> inner = level(4, marks);
        leaves_mark last(marks, "parameter goes");
        co_await owns_what_it_awaits(std::move(inner), std::move(last));
      },
      stop_at("in.4", stop_mode::drop), one_stop(stop_mode::drop));
  EXPECT_THAT(marks, testing::UnorderedElementsAre("level 4 goes", "parameter goes"));
  EXPECT_EQ(run.run.live_frames(), 0U);
}

TEST(CoroutineDrop, TakesACoroutineThatSomebodyElseOwns) {
  mark_list marks;
  const one_run run(
      [&marks]() -> task<void> {
        task<void> inner = level(4, marks);
        auto victim = spawn("victim", [&inner, &marks]() -> task<void> {
          const leaves_mark frame(marks, "victim goes");
          co_await std::move(inner);
        });
        co_await victim.join();
        marks.emplace_back("main goes on");
      },
      stop_at("in.4", stop_mode::drop), one_stop(stop_mode::drop));
  EXPECT_THAT(marks, ElementsAre("victim goes", "level 4 goes", "main goes on"));
  EXPECT_EQ(run.run.live_frames(), 0U);
}

TEST(CoroutineDrop, PassesOnWhatAnOuterFrameLetsGoOfWhereAnInnerOneWaitsForIt) {
  mark_list marks;
  const one_run run(
      [&marks]() -> task<void> {
        mutex door("door");
        auto victim = spawn("victim", [&]() -> task<void> {
          task<mutex_guard> second = locks(door);
          const mutex_guard first = co_await door.lock();
          const mutex_guard never = co_await std::move(second);
        });
        auto heir = spawn("heir", [&]() -> task<void> {
          const mutex_guard mine = co_await locks(door);
          marks.emplace_back("heir owns the door");
        });
        co_await heir.join();
        const auto result = co_await victim.join();
        if (result.dropped()) marks.emplace_back("dropped");
        marks.emplace_back(door.locked() ? "locked" : "free");
      },
      stop_where([](const deviation& d) {
        return d.address.task == "main/victim" && d.address.at == window::parked;
      }),
      one_stop(stop_mode::drop));
  EXPECT_THAT(marks, ElementsAre("heir owns the door", "dropped", "free"));
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(CoroutineDrop, SeesNoExceptionInFlight) {
  int in_flight = -1;
  const one_run run(
      [&in_flight]() -> task<void> {
        struct looks {
          int& to;
          ~looks() { to = std::uncaught_exceptions(); }
        } const at_exit{in_flight};
        co_await sleep_for(1s, "gate");
      },
      stop_at("gate", stop_mode::drop), one_stop(stop_mode::drop));
  EXPECT_EQ(in_flight, 0);
}

TEST(CoroutineDrop, TakesTheTasksThatTheFramesOwn) {
  mark_list marks;
  const one_run run(
      [&marks]() -> task<void> {
        const leaves_mark frame(marks, "main goes");
        auto child = spawn("child", level, 4, std::ref(marks));
        co_await yield();
        co_await sleep_for(1s, "gate");
      },
      stop_at("gate", stop_mode::drop), one_stop(stop_mode::drop));
  EXPECT_THAT(marks, ElementsAre("level 4 goes", "main goes"));
}

TEST(CoroutineDrop, ByAnotherTaskIsDoneWhenTheCallReturns) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    auto victim = spawn("victim", level, 1, std::ref(marks));
    for (int i = 0; i < 3; ++i) co_await yield();
    victim.stop(stop_mode::drop);
    marks.emplace_back(victim.ended() ? "gone" : "still there");
  });
  EXPECT_THAT(marks, ElementsAre("level 3 goes", "level 2 goes", "level 1 goes", "gone"));
}

TEST(CoroutineDrop, OfAFiberTakesTheCoroutinesThatItAwaits) {
  mark_list marks;
  const one_run run(
      [&marks] {
        const leaves_mark frame(marks, "fiber goes");
        await(level(1, marks));
      },
      stop_at("in.3", stop_mode::drop), one_stop(stop_mode::drop));
  EXPECT_THAT(marks, ElementsAre("level 3 goes", "level 2 goes", "level 1 goes", "fiber goes"));
  EXPECT_EQ(run.run.tasks().front()->end, task_end::dropped);
  EXPECT_TRUE(run.run.violations().empty());
  EXPECT_EQ(run.run.live_frames(), 0U);
}

TEST(CoroutineDrop, AtTheEndOfAGivenUpRunLeavesNothing) {
  mark_list marks;
  one_run run([&marks]() -> task<void> {
    auto child = spawn("child", [&marks]() -> task<void> {
      const leaves_mark frame(marks, "child goes");
      co_await park("for.ever");
    });
    const leaves_mark frame(marks, "main goes");
    co_await level(1, marks);
    co_await park("for.ever");
  });
  EXPECT_EQ(run.end, run_end::stuck);
  marks.clear();
  run.finish();
  EXPECT_THAT(marks, ElementsAre("child goes", "main goes"));
}

}  // namespace
}  // namespace cutpoint::unit
