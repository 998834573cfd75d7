#include <cutpoint/coroutine/with_scope.hpp>

#include "unit/coroutine/leaves_mark.hpp"
#include "unit/one_run.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

namespace cutpoint::unit {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// Waits at `work`; cleans up for a second if it is stopped.
task<void> works(std::string name, mark_list& marks) {
  bool stopped = false;
  try {
    co_await sleep_for(10s, "work");
  } catch (const cancelled&) {
    stopped = true;
  }
  if (!stopped) co_return;
  const shield against_stops;
  const leaves_mark frame(marks, name + " goes");
  co_await sleep_for(1s, "cleanup");
  marks.push_back(name + " cleaned up");
  throw cancelled();
}

task<int> two_workers(scope& in, mark_list& marks) {
  in.spawn("first", works, std::string("first"), std::ref(marks));
  in.spawn("second", works, std::string("second"), std::ref(marks));
  co_await sleep_for(1s, "gate");
  marks.emplace_back("body ends");
  co_return 7;
}

auto main_with_workers(mark_list& marks) {
  return [&marks]() -> task<void> {
    const leaves_mark frame(marks, "main goes");
    const int given = co_await with_scope([&marks](scope& in) { return two_workers(in, marks); });
    marks.push_back(fmt::format("given {}", given));
  };
}

TEST(WithScope, StopsAndAwaitsWhatIsLeftWhenItsBodyEnds) {
  mark_list marks;
  const one_run run(main_with_workers(marks));
  EXPECT_THAT(marks, ElementsAre("body ends", "first cleaned up", "first goes", "second cleaned up",
                                 "second goes", "given 7", "main goes"));
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(WithScope, StopsAndAwaitsItsTasksWhenItsBodyIsStopped) {
  mark_list marks;
  const one_run run(main_with_workers(marks), stop_at("gate", stop_mode::edge),
                    one_stop(stop_mode::edge));
  EXPECT_THAT(marks, ElementsAre("first cleaned up", "first goes", "second cleaned up",
                                 "second goes", "main goes"));
  EXPECT_EQ(run.run.tasks().front()->end, task_end::stopped);
  EXPECT_THAT(run.log, Contains(HasSubstr("edge")));
  EXPECT_THAT(run.log, Not(Contains(HasSubstr("level"))));
}

TEST(WithScope, PassesALevelStopOnAsALevelStop) {
  mark_list marks;
  const one_run run(main_with_workers(marks), stop_at("gate", stop_mode::level),
                    one_stop(stop_mode::level));
  EXPECT_THAT(marks, Contains("second cleaned up"));
  EXPECT_THAT(run.log, Not(Contains(HasSubstr("edge"))));
}

TEST(WithScope, AwaitsItsTasksWhenItsBodyFails) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    try {
      co_await with_scope([&marks](scope& in) -> task<void> {
        in.spawn("first", works, std::string("first"), std::ref(marks));
        co_await yield();
        throw std::runtime_error("body failed");
      });
    } catch (const std::runtime_error& e) {
      marks.emplace_back(e.what());
    }
  });
  EXPECT_THAT(marks, ElementsAre("first cleaned up", "first goes", "body failed"));
}

TEST(WithScope, DropsItsTasksInReverseWhenItIsDropped) {
  mark_list marks;
  const one_run run(
      [&marks]() -> task<void> {
        const leaves_mark frame(marks, "main goes");
        co_await with_scope([&marks](scope& in) -> task<void> {
          for (const char* const name : {"first", "second"})
            in.spawn(name, [&marks, name]() -> task<void> {
              const leaves_mark child(marks, fmt::format("{} goes", name));
              co_await park("for.ever");
            });
          co_await sleep_for(1s, "gate");
        });
      },
      stop_at("gate", stop_mode::drop), one_stop(stop_mode::drop));
  // A task that has not run has no frame: by the second, both have.
  EXPECT_EQ(run.run.tasks().front()->end, task_end::dropped);
  EXPECT_EQ(marks.back(), "main goes");
}

TEST(WithScope, LeavesTasksAloneThatEndedByThemselves) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    co_await with_scope([&marks](scope& in) -> task<void> {
      in.spawn("child", [&marks]() -> task<void> {
        co_await yield();
        marks.emplace_back("child ends");
      });
      co_await in.join();
      marks.emplace_back("joined");
    });
  });
  EXPECT_THAT(marks, ElementsAre("child ends", "joined"));
  EXPECT_THAT(run.log, Not(Contains(HasSubstr("shielded join"))));
}

TEST(WithScope, OwnsFibersToo) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    co_await with_scope([&marks](scope& in) -> task<void> {
      in.spawn("fiber", [&marks] {
        const leaves_mark frame(marks, "fiber goes");
        await(park("for.ever"));
      });
      co_await yield();
      co_await yield();
    });
    marks.emplace_back("scope is gone");
  });
  EXPECT_THAT(marks, ElementsAre("fiber goes", "scope is gone"));
  EXPECT_EQ(run.run.tasks().back()->end, task_end::stopped);
}

}  // namespace
}  // namespace cutpoint::unit
