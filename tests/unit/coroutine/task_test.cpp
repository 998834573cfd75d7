#include <cutpoint/coroutine/task.hpp>

#include "unit/coroutine/bodies.hpp"
#include "unit/coroutine/leaves_mark.hpp"
#include "unit/coroutine/stack_gauge.hpp"
#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <coroutine>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

using namespace std::chrono_literals;

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

template <class T>
task<T> gives(T value) {
  co_await yield();
  co_return value;
}

task<void> marks_itself(mark_list& marks) {
  marks.emplace_back("runs");
  co_return;
}

task<int&> finds(int& where) { co_return where; }

task<void> owns(leaves_mark) { co_return; }

TEST(CoroutineTask, StartsWhenItIsAwaited) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    task<void> made = marks_itself(marks);
    marks.emplace_back("made");
    co_await std::move(made);
    marks.emplace_back("awaited");
  });
  EXPECT_THAT(marks, ElementsAre("made", "runs", "awaited"));
}

TEST(CoroutineTask, ThatIsNeverAwaitedDestroysItsParametersWhenItGoes) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    {
      const task<void> made = owns(leaves_mark(marks, "parameter"));
      marks.emplace_back("made");
    }
    marks.emplace_back("gone");
    co_return;
  });
  EXPECT_THAT(marks, ElementsAre("made", "parameter", "gone"));
  EXPECT_EQ(run.run.live_frames(), 0U);
}

TEST(CoroutineTask, GivesValuesThatCanOnlyBeMoved) {
  int given = 0;
  const one_run run([&given]() -> task<void> {
    const std::unique_ptr<int> value = co_await gives(std::make_unique<int>(7));
    given = *value;
  });
  EXPECT_EQ(given, 7);
}

task<std::pair<int, std::string>> gives_a_pair() { co_return {7, "seven"}; }

TEST(CoroutineTask, GivesWhatBracesMake) {
  std::string given;
  const one_run run([&given]() -> task<void> {
    const auto pair = co_await gives_a_pair();
    given = pair.second;
  });
  EXPECT_EQ(given, "seven");
}

TEST(CoroutineTask, GivesReferences) {
  int place = 1;
  const one_run run([&place]() -> task<void> { (co_await finds(place)) = 2; });
  EXPECT_EQ(place, 2);
}

TEST(CoroutineTask, PassesAnErrorToWhoeverAwaitsIt) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    try {
      marks.push_back(std::to_string(co_await fails()));
    } catch (const std::runtime_error& e) {
      marks.emplace_back(e.what());
    }
  });
  EXPECT_THAT(marks, ElementsAre("the disk is full"));
}

TEST(CoroutineTask, IsMovedWhileItWaitsToBeAwaited) {
  int given = 0;
  const one_run run([&given]() -> task<void> {
    task<int> first = gives(1);
    task<int> second = gives(2);
    second = std::move(first);
    given = co_await std::move(second);
  });
  EXPECT_EQ(given, 1);
  EXPECT_EQ(run.run.live_frames(), 0U);
}

TEST(CoroutineTask, AwaitedOrNotIsNoSuspensionByItself) {
  const one_run run([]() -> task<void> {
    mark_list none;
    co_await marks_itself(none);
  });
  EXPECT_EQ(run.run.choices(), 1U) << "the one that starts main";
}

constexpr int many_tasks = 100'000;

task<int> depth(int left, stack_gauge& gauge, const char* at_bottom) {
  gauge.look();
  const looks_when_it_goes at_end(gauge);
  if (left == 0) {
    co_await sleep_for(1s, at_bottom);
    co_return 0;
  }
  co_return 1 + co_await depth(left - 1, gauge, at_bottom);
}

TEST(DeepCoroutines, NeedNoStack) {
  stack_gauge gauge;
  int reached = 0;
  const one_run run([&]() -> task<void> { reached = co_await depth(many_tasks, gauge, "bottom"); });
  EXPECT_EQ(reached, many_tasks);
  EXPECT_LT(gauge.span(), few_frames);
  EXPECT_EQ(run.run.live_frames(), 0U);
}

TEST(DeepCoroutines, NeedNoStackWhenAStopIsThrown) {
  stack_gauge gauge;
  const one_run run([&]() -> task<void> { co_await depth(many_tasks, gauge, "bottom"); },
                    stop_at("bottom", stop_mode::edge), one_stop(stop_mode::edge));
  EXPECT_EQ(run.run.tasks().front()->end, task_end::stopped);
  EXPECT_LT(gauge.span(), few_frames);
}

TEST(DeepCoroutines, NeedNoStackWhenTheyAreDropped) {
  stack_gauge gauge;
  const one_run run([&]() -> task<void> { co_await depth(many_tasks, gauge, "bottom"); },
                    stop_at("bottom", stop_mode::drop), one_stop(stop_mode::drop));
  EXPECT_EQ(run.run.tasks().front()->end, task_end::dropped);
  EXPECT_LT(gauge.span(), few_frames);
  EXPECT_EQ(run.run.live_frames(), 0U);
}

TEST(DeepCoroutines, FitTheStackOfAFiberThatAwaitsThem) {
  stack_gauge gauge;
  int reached = 0;
  const one_run run([&] { reached = await(depth(many_tasks, gauge, "bottom")); });
  EXPECT_EQ(reached, many_tasks);
  EXPECT_LT(gauge.span(), few_frames);
}

struct CoroutineMisuse : testing::Test {
  CoroutineMisuse() { testing::FLAGS_gtest_death_test_style = "fast"; }
};

TEST_F(CoroutineMisuse, IsToAwaitOneTwice) {
  const auto twice = [] {
    one_run([]() -> task<void> {
      task<int> made = gives(1);
      (void)co_await std::move(made);
      (void)co_await std::move(made);
    });
  };
  EXPECT_DEATH(twice(), "a coroutine is awaited once");
}

TEST_F(CoroutineMisuse, IsToAwaitOneThatWasMovedAway) {
  const auto moved = [] {
    one_run([]() -> task<void> {
      task<int> made = gives(1);
      const task<int> other = std::move(made);
      (void)co_await std::move(made);  // NOLINT(bugprone-use-after-move): that is the misuse
    });
  };
  EXPECT_DEATH(moved(), "a coroutine is awaited once");
}

TEST_F(CoroutineMisuse, IsToWaitForWhatCutpointDoesNotKnow) {
  const auto stranger = [] { one_run([]() -> task<void> { co_await std::suspend_always(); }); };
  EXPECT_DEATH(stranger(), "no suspension of Cutpoint's");
  const auto on_a_fiber = [] {
    one_run([] { await([]() -> task<void> { co_await std::suspend_always(); }()); });
  };
  EXPECT_DEATH(on_a_fiber(), "no suspension of Cutpoint's");
}

TEST_F(CoroutineMisuse, IsToWriteAwaitInOne) {
  const auto parks = [] {
    one_run([]() -> task<void> {
      await(yield());
      co_return;
    });
  };
  EXPECT_DEATH(parks(), "a coroutine writes co_await instead of await");
  const auto awaits = [] {
    one_run([]() -> task<void> {
      await(gives(1));
      co_return;
    });
  };
  EXPECT_DEATH(awaits(), "a coroutine writes co_await instead of await");
}

}  // namespace
}  // namespace cutpoint::unit
