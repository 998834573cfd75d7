// What a glue may rely on.

#include <cutpoint/foreign.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint::unit {
namespace {

using foreign::continuation;
using foreign::flow;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

using notes = std::vector<std::string>;

// A library whose work are functions, which it keeps alive.
class calls final : public flow {
 public:
  using function = std::function<void(calls&)>;
  calls(function body, notes& told, stop_modes delivers = every_stop_mode)
      : flow(delivers), body_(std::move(body)), told_(&told) {}
  void start() override { body_(*this); }
  void stop(stop_mode mode, stop_strength) override {
    told_->emplace_back(name_of(mode));
    if (on_stop) on_stop(*this);
  }
  void destroy() noexcept override { told_->emplace_back("destroyed"); }

  /// Returns: `next`, with this flow, as something to run.
  continuation later(function next) {
    kept_.push_back(std::make_unique<kept>(kept{this, std::move(next)}));
    return {[](void* k) { static_cast<kept*>(k)->next(*static_cast<kept*>(k)->of); },
            kept_.back().get()};
  }
  continuation note(const char* text) {
    return later([this, text](calls&) { told_->emplace_back(text); });
  }
  continuation last(const char* text) {
    return later([this, text](calls& me) {
      told_->emplace_back(text);
      me.end();
    });
  }
  function on_stop;

 private:
  struct kept {
    calls* of;
    function next;
  };
  function body_;
  notes* told_;
  std::vector<std::unique_ptr<kept>> kept_;
};

program program_of(calls::function body, notes& told) {
  return foreign::make_program([body, &told] { return std::make_unique<calls>(body, told); });
}

one_run run_of(calls::function body, notes& told, choosing choices = choosing(),
               run_bounds bounds = {.modes = {}}) {
  return one_run(program_of(std::move(body), told), std::move(choices), bounds);
}

TEST(ForeignFlow, WhatIsDueRunsInTheOrderInWhichItCame) {
  notes told;
  const one_run run = run_of(
      [](calls& me) {
        me.post(me.note("first"));
        me.post(me.last("second"));
      },
      told);
  EXPECT_EQ(run.end, run_end::completed);
  EXPECT_THAT(told, ElementsAre("first", "second"));
}

TEST(ForeignFlow, AChoiceMayRunAnother) {
  notes told;
  const choosing second([](const choice_point& p) { return p.kind() == choice_kind::value; });
  const one_run run = run_of(
      [](calls& me) {
        me.post(me.last("first"));
        me.post(me.note("second"));
      },
      told, second);
  EXPECT_THAT(told, ElementsAre("second", "first"));
}

TEST(ForeignFlow, TimersFireInVirtualTime) {
  notes told;
  const one_run run = run_of(
      [](calls& me) {
        me.post_after(1h, me.last("late"));
        me.post_after(1s, me.note("early"));
      },
      told);
  EXPECT_THAT(told, ElementsAre("early", "late"));
}

TEST(ForeignFlow, WhatWasCancelledNeverRuns) {
  notes told;
  const one_run run = run_of(
      [](calls& me) {
        const continuation posted = me.note("posted");
        const continuation timed = me.note("timed");
        me.post(posted);
        me.post_after(1s, timed);
        EXPECT_TRUE(me.cancel(posted));
        EXPECT_TRUE(me.cancel(timed));
        EXPECT_FALSE(me.cancel(timed));
        me.post(me.last("last"));
      },
      told);
  EXPECT_THAT(told, ElementsAre("last"));
}

TEST(ForeignFlow, OneThatBeginsRunsInsideTheStepUntilControlComesBack) {
  notes told;
  const one_run run = run_of(
      [&told](calls& me) {
        acquire("of main");
        calls& child = foreign::begin("child", std::make_unique<calls>(nullptr, told));
        acquire("of child");
        child.post(child.last("child"));
        me.goes_on();
        acquire("of main again");
        me.post_after(1s, me.last("main"));
      },
      told);
  EXPECT_THAT(told, ElementsAre("child", "main"));
  const auto& entries = run.run.resources().entries();
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].owner, run.run.tasks()[0]);
  EXPECT_EQ(entries[1].owner, run.run.tasks()[1]);
  EXPECT_EQ(entries[2].owner, run.run.tasks()[0]);
}

TEST(ForeignFlow, OneThatIsSpawnedStartsWhenItIsPicked) {
  notes told;
  const one_run run = run_of(
      [&told](calls& me) {
        foreign::spawn("child",
                       std::make_unique<calls>([](calls& child) { child.last("ran")(); }, told));
        told.emplace_back("spawned");
        me.post_after(1s, me.last("main"));
      },
      told);
  EXPECT_THAT(told, ElementsAre("spawned", "ran", "main"));
}

// Sleeps on `wait`, then ends; a stop makes it due at once, as stopped.
void sleep_and_end(calls& me) {
  const continuation awake = me.last("awake");
  me.post_after(1s, awake, "wait");
  me.on_stop = [awake](calls& stopped) {
    stopped.cancel(awake);
    stopped.post(stopped.later([](calls& last) { last.end(task_end::stopped); }));
  };
}

TEST(ForeignFlow, AnEdgeIsAStepInWhichWhatIsDueRunsToo) {
  notes told;
  const one_run run =
      run_of(sleep_and_end, told, stop_at("wait", stop_mode::edge), one_stop(stop_mode::edge));
  EXPECT_THAT(told, ElementsAre("edge"));
  EXPECT_EQ(run.run.tasks()[0]->end, task_end::stopped);
  EXPECT_EQ(run.run.tasks()[0]->steps, 2U);
}

TEST(ForeignFlow, AnEdgeBeforeTheStartDestroysIt) {
  notes told;
  const one_run run =
      run_of(sleep_and_end, told,
             stop_where([](const deviation& d) { return d.address.at == window::before_start; }),
             one_stop(stop_mode::edge));
  EXPECT_THAT(told, ElementsAre("destroyed"));
  EXPECT_EQ(run.run.tasks()[0]->end, task_end::stopped);
}

TEST(ForeignFlow, ADropDestroysItAndRunsNothingMore) {
  notes told;
  const one_run run =
      run_of(sleep_and_end, told, stop_at("wait", stop_mode::drop), one_stop(stop_mode::drop));
  EXPECT_THAT(told, ElementsAre("destroyed"));
  EXPECT_EQ(run.run.tasks()[0]->end, task_end::dropped);
}

TEST(ForeignFlow, ARequestIsToldAtOnceAndPostsWhatItWants) {
  notes told;
  const one_run run = run_of(sleep_and_end, told, stop_at("wait", stop_mode::request),
                             one_stop(stop_mode::request));
  EXPECT_THAT(told, ElementsAre("request"));
  EXPECT_EQ(run.run.tasks()[0]->end, task_end::stopped);
}

TEST(ForeignFlow, ALevelComesAgainAtEachSuspension) {
  notes told;
  const one_run run = run_of(
      [](calls& me) {
        me.post_after(1s, me.note("awake"), "wait");
        me.on_stop = [n = 0](calls& stopped) mutable {
          if (++n == 3) stopped.end(task_end::stopped);
        };
      },
      told, stop_at("wait", stop_mode::level), one_stop(stop_mode::level));
  EXPECT_THAT(told, ElementsAre("level", "level", "level"));
}

TEST(ForeignFlow, AStopOfTheLibrarysOwnIsNoForeignStop) {
  notes told;
  const one_run run = run_of([](calls& me) { me.end(task_end::stopped); }, told);
  EXPECT_EQ(run.run.tasks()[0]->end, task_end::value);
}

TEST(ForeignFlow, AnExceptionThatLeavesAStepIsTheTasksError) {
  notes told;
  const one_run run = run_of([](calls&) { throw std::runtime_error("no route"); }, told);
  EXPECT_EQ(run.run.tasks()[0]->end, task_end::error);
}

TEST(ForeignFlow, OneThatNobodyWakesIsStuckWhereItsLibrarySays) {
  notes told;
  const one_run run = run_of([](calls& me) { me.waits_at("library.lock"); }, told);
  EXPECT_EQ(run.end, run_end::stuck);
  EXPECT_THAT(run.log, Contains(HasSubstr("library.lock")));
}

// The least that a coroutine of another library can be: it runs for a flow, and destroys itself.
struct bare {
  struct promise_type {
    promise_type(calls& me, notes&) : runs_for(&me) {}
    bare get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() { runs_for->end(); }
    void unhandled_exception() { runs_for->end(task_end::stopped); }
    calls* runs_for;
  };
  std::coroutine_handle<> frame;
};

bare awaits_ours(calls&, notes& told) {
  co_await sleep_for(1s, "ours");
  told.emplace_back("slept");
}

TEST(ForeignFlow, ItsCoroutinesAwaitWhatIsCutpoints) {
  notes told;
  const auto body = [&told](calls& me) { awaits_ours(me, told).frame.resume(); };
  {
    const one_run run = run_of(body, told);
    EXPECT_EQ(run.end, run_end::completed);
  }
  EXPECT_THAT(told, ElementsAre("slept"));
  told.clear();
  const one_run run =
      run_of(body, told, stop_at("ours", stop_mode::edge), one_stop(stop_mode::edge));
  EXPECT_EQ(run.run.tasks()[0]->end, task_end::stopped);
  EXPECT_THAT(told, Not(Contains("slept")));
}

}  // namespace
}  // namespace cutpoint::unit
