// Generators in runs: what becomes a finding, and what stops of the task that uses one do to it.

#include <cutpoint/coroutine/generator.hpp>

#include "unit/coroutine/bodies.hpp"
#include "unit/coroutine/leaves_mark.hpp"
#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;
using testing::SizeIs;

generator<int> ignores_one_exit() {
  bool closed = false;
  try {
    co_yield labelled(1, "rows.row");
  } catch (const generator_exit&) {
    closed = true;
  }
  if (closed) co_yield labelled(2, "rows.cleanup");
}

generator<int> delegates_to(generator<int> inner, mark_list& marks) {
  const leaves_mark local(marks, "outer goes");
  co_yield elements_of(std::move(inner));
}

TEST(GeneratorInARun, ThatIgnoresItsCloseIsAFindingWithBothSites) {
  bool went_on = false;
  const one_run run([&went_on]() -> task<void> {
    auto rows = ignores_one_exit();
    rows.next();
    rows.close("rows.close");
    went_on = true;
    rows.close();
    co_return;
  });
  EXPECT_TRUE(went_on) << "nothing is thrown";
  ASSERT_THAT(run.run.violations(), SizeIs(1));
  const violation& v = run.run.violations().front();
  EXPECT_EQ(v.by, oracle::suspended_after_stop);
  EXPECT_EQ(v.subject.text(), "rows.cleanup");
  EXPECT_EQ(v.message,
            "generator ignored GeneratorExit: after rows.close it yields at rows.cleanup");
  EXPECT_THAT(v.where.where.file_name(), EndsWith("generator_run_test.cpp"));
}

TEST(GeneratorInARun, ThatIgnoresItsDestructorIsAFinding) {
  const one_run run([]() -> task<void> {
    auto rows = ignores_one_exit();
    rows.next();
    co_return;
  });
  ASSERT_THAT(run.run.violations(), SizeIs(1));
  const violation& v = run.run.violations().front();
  EXPECT_EQ(v.by, oracle::suspended_after_stop);
  EXPECT_EQ(v.message,
            "generator ignored GeneratorExit: after generator.destroyed it yields at rows.cleanup");
  EXPECT_EQ(run.run.live_frames(), 0U) << "it goes all the same";
}

TEST(GeneratorInARun, IsFoundToIgnoreItsCloseAlsoWhereAnotherDelegatesToIt) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    auto rows = delegates_to(ignores_one_exit(), marks);
    rows.next();
    rows.close("rows.close");
    EXPECT_TRUE(rows.done());
    co_return;
  });
  EXPECT_THAT(marks, ElementsAre("outer goes")) << "it is closed all the same";
  ASSERT_THAT(run.run.violations(), SizeIs(1));
  EXPECT_EQ(run.run.violations().front().subject.text(), "rows.cleanup");
}

TEST(GeneratorInARun, ThatFailsInItsCleanupTellsWhoeverClosesIt) {
  std::string heard;
  const one_run run([&heard]() -> task<void> {
    auto rows = fails_in_cleanup();
    rows.next();
    try {
      rows.close();
    } catch (const std::runtime_error& e) {
      heard = e.what();
    }
    co_return;
  });
  EXPECT_EQ(heard, "the disk is full");
  EXPECT_THAT(run.run.violations(), IsEmpty());
}

TEST(GeneratorInARun, ThatFailsInItsCleanupWhenDestroyedIsAFinding) {
  static bool handler_called;
  handler_called = false;
  const lost_exception_handler before =
      set_lost_exception_handler([](std::exception_ptr) { handler_called = true; });
  const one_run run([]() -> task<void> {
    auto rows = fails_in_cleanup();
    rows.next("rows.fetch");
    co_return;
  });
  set_lost_exception_handler(before);
  EXPECT_FALSE(handler_called);
  ASSERT_THAT(run.run.violations(), SizeIs(1));
  const violation& v = run.run.violations().front();
  EXPECT_EQ(v.by, oracle::unhandled_exception);
  EXPECT_EQ(v.subject.text(), "rows.fetch");
  EXPECT_EQ(v.message,
            "an exception is lost, since a destructor closes a generator: the disk is full");
}

TEST(GeneratorInARun, IsNoSuspensionOfItsTask) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    auto it = counts(marks);
    for (int i = 0; i < 10; ++i) it.next();
    co_return;
  });
  EXPECT_EQ(run.run.choices(), 1U) << "the one that starts main";
}

TEST(GeneratorInARun, WhoseFrameIsNeverDestroyedIsALeak) {
  mark_list marks;
  std::optional<generator<int>> kept;
  one_run run([&]() -> task<void> {
    kept = counts(marks);
    kept->next();
    co_return;
  });
  EXPECT_EQ(run.run.live_frames(), 1U);
  kept.reset();
  run.finish();
}

// A stop that reaches the task which uses the generator, in each mode, between two values.
mark_list marks_of_stop(stop_mode mode) {
  mark_list marks;
  const one_run run(
      [&marks]() -> task<void> {
        auto user = spawn("user", [&marks]() -> task<void> {
          auto it = delegates_to(counts(marks), marks);
          while (it.next().value_or(0) < 3) co_await yield("between");
        });
        const auto result = co_await user.join();
        marks.emplace_back(result.stopped()   ? "user is stopped"
                           : result.dropped() ? "user is dropped"
                                              : "user ends");
      },
      stop_at("between", mode), one_stop(mode));
  EXPECT_EQ(run.run.live_frames(), 0U);
  EXPECT_THAT(run.run.violations(), IsEmpty());
  return marks;
}

TEST(GeneratorInARun, IsClosedByAnyStopThatEndsItsUser) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level})
    EXPECT_THAT(marks_of_stop(mode), ElementsAre("generator is closed", "generator goes",
                                                 "outer goes", "user is stopped"));
  EXPECT_THAT(marks_of_stop(stop_mode::drop), ElementsAre("generator is closed", "generator goes",
                                                          "outer goes", "user is dropped"));
}

TEST(GeneratorInARun, IsLeftAloneByARequest) {
  EXPECT_THAT(marks_of_stop(stop_mode::request),
              ElementsAre("generator is closed", "generator goes", "outer goes", "user ends"));
}

TEST(GeneratorOnAFiber, MayAwaitInItsBody) {
  std::vector<int> seen;
  const one_run run([&seen] {
    const auto slowly = []() -> generator<int> {
      for (int i = 1; i <= 3; ++i) {
        await(yield("generator.work"));
        co_yield i;
      }
    };
    for (const int i : slowly()) seen.push_back(i);
  });
  EXPECT_THAT(seen, ElementsAre(1, 2, 3));
}

// A stop that reaches a fiber while it awaits inside the body of a generator.
task_end end_of_stop_inside(stop_mode mode, mark_list& marks) {
  const one_run run(
      [&marks] {
        const auto slowly = [](mark_list& to) -> generator<int> {
          const leaves_mark local(to, "generator goes");
          await(sleep_for(std::chrono::seconds(1), "gate"));
          co_yield 1;
        };
        const leaves_mark frame(marks, "fiber goes");
        auto it = delegates_to(slowly(marks), marks);
        it.next();
      },
      stop_at("gate", mode), one_stop(mode));
  EXPECT_THAT(run.run.violations(), IsEmpty());
  EXPECT_EQ(run.run.live_frames(), 0U);
  return run.run.tasks().front()->end;
}

TEST(GeneratorOnAFiber, PassesOnAStopThatReachesItsBody) {
  mark_list marks;
  EXPECT_EQ(end_of_stop_inside(stop_mode::edge, marks), task_end::stopped);
  EXPECT_THAT(marks, ElementsAre("generator goes", "outer goes", "fiber goes"));
  marks.clear();
  EXPECT_EQ(end_of_stop_inside(stop_mode::drop, marks), task_end::dropped);
  EXPECT_THAT(marks, ElementsAre("generator goes", "outer goes", "fiber goes"));
}

TEST(GeneratorOnAFiber, CannotBeUsedByAnotherTaskWhileItExecutes) {
  std::string heard;
  const one_run run([&heard] {
    const auto slowly = []() -> generator<int> {
      await(sleep_for(std::chrono::seconds(1)));
      co_yield 1;
    };
    auto it = slowly();
    auto other = spawn("other", [&] {
      await(yield());
      try {
        it.next();
      } catch (const generator_error& e) {
        heard = e.what();
      }
    });
    EXPECT_EQ(it.next(), 1);
    await(other.join());
  });
  EXPECT_EQ(heard, "generator already executing");
}

TEST(GeneratorOnAFiber, HoldsStopsUpWhileItsDestructorClosesIt) {
  mark_list marks;
  const one_run run([&marks] {
    auto user = spawn("user", [&marks] {
      {
        const auto flushes = [](mark_list& to) -> generator<int> {
          bool closed = false;
          try {
            co_yield 1;
          } catch (const generator_exit&) {
            closed = true;
          }
          if (closed) await(sleep_for(std::chrono::seconds(1), "flush"));
          to.emplace_back("flushed");
        };
        auto it = flushes(marks);
        it.next();
      }
      await(yield("after"));
      marks.emplace_back("goes on");
    });
    await(yield());
    await(yield());
    user.stop(stop_mode::edge);
    if (await(user.join()).stopped()) marks.emplace_back("stopped");
  });
  EXPECT_THAT(marks, ElementsAre("flushed", "stopped"));
  EXPECT_THAT(run.run.violations(), IsEmpty());
}

TEST(GeneratorInACoroutineDeathTest, CannotAwaitInItsBody) {
  const auto awaits = [] {
    one_run([]() -> task<void> {
      const auto make = []() -> generator<int> {
        await(yield());
        co_yield 1;
      };
      auto it = make();
      it.next();
      co_return;
    });
  };
  EXPECT_DEATH(awaits(), "a coroutine writes co_await instead of await");
}

}  // namespace
}  // namespace cutpoint::unit
