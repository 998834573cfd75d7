#include "unit/one_run.hpp"

#include <cutpoint/kernel/address_sanitizer.hpp>
#include <cutpoint/kernel/cancelled.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#ifdef CUTPOINT_ADDRESS_SANITIZER
#include <sanitizer/lsan_interface.h>
#endif

using namespace std::chrono_literals;

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;

// What lies on an abandoned stack is lost, the exception in flight at the least.
class abandons_a_stack {
 public:
#ifdef CUTPOINT_ADDRESS_SANITIZER
  abandons_a_stack() { __lsan_disable(); }
  ~abandons_a_stack() { __lsan_enable(); }
#else
  abandons_a_stack() {}  // NOLINT: not trivial, so that it counts as used
#endif
  abandons_a_stack(const abandons_a_stack&) = delete;
  abandons_a_stack& operator=(const abandons_a_stack&) = delete;
};

struct leaves_mark {
  std::vector<std::string>& marks;
  std::string mark;
  ~leaves_mark() { marks.push_back(mark); }
};

// Runs `body` as task `main/victim`, which is dropped when it is suspended at `gate`.
struct dropped_at_gate : one_run {
  template <class Body>
  explicit dropped_at_gate(Body body)
      : one_run(
            [body] {
              auto victim = spawn("victim", body);
              await(sleep_for(10s, "main.wait"));  // else nothing could run, and no stop is offered
              await(victim.join());
            },
            stop_at("gate", stop_mode::drop), one_stop(stop_mode::drop)) {}

  const task_control& victim() const { return *run.tasks()[1]; }
};

TEST(FiberDrop, UnwindsTheStackInReverse) {
  std::vector<std::string> marks;
  const dropped_at_gate run([&marks] {
    const leaves_mark outer{marks, "outer"};
    [&marks] {
      const leaves_mark inner{marks, "inner"};
      await(park("gate"));
    }();
  });
  EXPECT_THAT(marks, ElementsAre("inner", "outer"));
  EXPECT_EQ(run.victim().end, task_end::dropped);
  EXPECT_TRUE(run.run.violations().empty());
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(FiberDrop, PassesAHandlerThatRethrows) {
  std::vector<std::string> marks;
  const dropped_at_gate run([&marks] {
    try {
      await(park("gate"));
    } catch (...) {
      marks.emplace_back("handler");
      throw;
    }
  });
  EXPECT_THAT(marks, ElementsAre("handler"));
  EXPECT_EQ(run.victim().end, task_end::dropped);
  EXPECT_TRUE(run.run.violations().empty());
}

TEST(FiberDrop, IsNotCaughtAsAStopOrAsAnError) {
  std::vector<std::string> marks;
  const dropped_at_gate run([&marks] {
    try {
      await(park("gate"));
    } catch (const cancelled&) {
      marks.emplace_back("stop");
    } catch (const std::exception&) {
      marks.emplace_back("error");
    }
  });
  EXPECT_THAT(marks, ElementsAre());
}

TEST(FiberDrop, ThatIsSwallowedIsReportedAndTheTaskStillEnds) {
  std::vector<std::string> marks;
  const dropped_at_gate run([&marks] {
    try {
      await(park("gate"));
    } catch (...) {
      marks.emplace_back("swallowed");
    }
    marks.emplace_back("goes on");
  });
  EXPECT_THAT(marks, ElementsAre("swallowed", "goes on"));
  EXPECT_TRUE(run.violated(oracle::swallowed_stop));
  EXPECT_EQ(run.victim().end, task_end::dropped);
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(FiberDrop, ThatIsSwallowedOnceIsThrownAgainAtTheNextSuspension) {
  std::vector<std::string> marks;
  const dropped_at_gate run([&marks] {
    try {
      await(park("gate"));
    } catch (...) {
      marks.emplace_back("swallowed");
    }
    const leaves_mark frame{marks, "frame goes"};
    await(yield("again"));
    marks.emplace_back("not reached");
  });
  EXPECT_THAT(marks, ElementsAre("swallowed", "frame goes"));
  EXPECT_TRUE(run.violated(oracle::swallowed_stop));
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(FiberDrop, ThatIsSwallowedByARetryLoopIsReportedAndTheRunEnds) {
  const dropped_at_gate run([] {
    for (;;) {
      try {
        await(park("gate"));
      } catch (...) {
        continue;
      }
    }
  });
  EXPECT_TRUE(run.violated(oracle::swallowed_stop));
  EXPECT_EQ(run.run.violations().size(), 1U);
  EXPECT_EQ(run.victim().end, task_end::dropped);
  EXPECT_EQ(run.end, run_end::cut_short);
}

TEST(FiberDrop, OfATaskWhoseDestructorSuspendsIsReportedAndTheRunEnds) {
  const abandons_a_stack lost;
  const dropped_at_gate run([] {
    struct suspends {
      ~suspends() { await(sleep_for(1s, "flush")); }
    } const at_exit;
    await(park("gate"));
  });
  EXPECT_TRUE(run.violated(oracle::suspended_after_stop));
  ASSERT_FALSE(run.run.violations().empty());
  EXPECT_EQ(run.run.violations().front().subject.text(), "flush");
  EXPECT_EQ(run.end, run_end::cut_short);
}

TEST(FiberDrop, OfATaskThatIsSuspendedInADestructorIsReportedAndTheRunEnds) {
  const abandons_a_stack lost;
  const dropped_at_gate run([] {
    struct suspends {
      ~suspends() { await(sleep_for(1s, "gate")); }
    };
    try {
      const suspends at_exit;
      throw std::runtime_error("some trouble");
    } catch (const std::runtime_error&) {
    }
  });
  EXPECT_TRUE(run.violated(oracle::suspended_after_stop));
  EXPECT_EQ(run.end, run_end::cut_short);
}

TEST(FiberDrop, AfterAnAbandonedStackTheSameKernelMakesFurtherRuns) {
  const abandons_a_stack lost;
  kernel run;
  choosing drops = stop_at("gate", stop_mode::drop);
  std::size_t taken = 0;
  std::array<taken_choice, 8> slots{};
  const program suspends_while_dropped = make_program([] {
    struct suspends {
      ~suspends() { await(sleep_for(1s, "flush")); }
    } const at_exit;
    await(sleep_for(1s, "gate"));
  });
  run.begin({.decides = drops,
             .bounds = one_stop(stop_mode::drop),
             .log = {taken, slots},
             .counting = ordinals::kept});
  suspends_while_dropped.start(run);
  run.loop();
  EXPECT_EQ(run.end(), run_end::cut_short);
  run.finish_run();

  int ended = 0;
  const program sound = make_program([&ended] {
    await(yield());
    ++ended;
  });
  for (int i = 0; i < 3; ++i) {
    choosing none;
    run.begin({.decides = none, .bounds = {}});
    sound.start(run);
    run.loop();
    EXPECT_EQ(run.end(), run_end::completed);
    run.finish_run();
  }
  EXPECT_EQ(ended, 3);
}

TEST(FiberDrop, AnotherTaskMayDropATaskAndSeesItGone) {
  std::vector<std::string> marks;
  const one_run run([&marks] {
    auto victim = spawn("victim", [&marks] {
      const leaves_mark frame{marks, "frame goes"};
      await(park("gate"));
    });
    await(yield());
    victim.stop(stop_mode::drop);
    marks.emplace_back(victim.ended() ? "gone" : "still there");
  });
  EXPECT_THAT(marks, ElementsAre("frame goes", "gone"));
}

TEST(FiberDrop, ATaskThatOwnsOthersTakesThemWithItFromTheInsideOut) {
  std::vector<std::string> marks;
  const dropped_at_gate run([&marks] {
    const leaves_mark frame{marks, "victim goes"};
    auto child = spawn("child", [&marks] {
      const leaves_mark child_frame{marks, "child goes"};
      auto grandchild = spawn("grandchild", [&marks] {
        const leaves_mark grandchild_frame{marks, "grandchild goes"};
        await(park("deep"));
      });
      await(grandchild.join());
    });
    await(yield());
    await(yield());
    await(park("gate"));
  });
  EXPECT_THAT(marks, ElementsAre("grandchild goes", "child goes", "victim goes"));
}

TEST(FiberDrop, OfATaskThatWaitsInADestructorForItsChildDropsTheChild) {
  std::vector<std::string> marks;
  const one_run run([&marks] {
    auto victim = spawn("victim", [&marks] {
      const leaves_mark frame{marks, "victim goes"};
      auto child = spawn("child", [&marks] {
        const leaves_mark child_frame{marks, "child goes"};
        const shield against_stops;
        await(sleep_for(10s, "long"));
        marks.emplace_back("not reached");
      });
      await(yield());
    });
    await(sleep_for(1s));
    victim.stop(stop_mode::drop);
    marks.emplace_back(victim.ended() ? "gone" : "still there");
  });
  EXPECT_THAT(marks, ElementsAre("child goes", "victim goes", "gone"));
  EXPECT_EQ(run.end, run_end::completed);
  EXPECT_TRUE(run.run.violations().empty());
}

TEST(FiberDrop, ATaskThatIsBeingDroppedCannotBeWokenByItsOwnDestructors) {
  std::vector<std::string> marks;
  const dropped_at_gate run([&marks] {
    struct wakes {
      std::vector<std::string>& marks;
      task_ref who;
      ~wakes() { marks.emplace_back(wake(who) ? "woken" : "not woken"); }
    } const at_exit{marks, this_task::self()};
    await(park("gate"));
  });
  EXPECT_THAT(marks, ElementsAre("not woken"));
  EXPECT_EQ(run.end, run_end::completed);
}

}  // namespace
}  // namespace cutpoint::unit
