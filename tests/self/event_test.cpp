#include <cutpoint/program/event.hpp>

#include "self/every_run.hpp"

#include <cutpoint/program/scope.hpp>
#include <cutpoint/program/yield.hpp>

namespace cutpoint::self {
namespace {

// A wake-up that is lost leaves a task waiting for an event that is set.
void two_wait_for_one_event() {
  event started;
  scope all;
  for (int i = 0; i < 2; ++i) {
    all.spawn("waits", [&started] {
      await(started.wait());
      await(started.wait());
    });
  }
  await(yield("starting"));
  started.set();
  await(all.join());
}

// Who was let go on does not wait for the next time.
void one_waits_for_a_pulse() {
  event arrived("arrived");
  event turn("turn");
  scope all;
  for (int i = 0; i < 2; ++i) {
    all.spawn("waits", [&] {
      arrived.set();
      await(turn.wait());
    });
    await(yield("comes"));
    if (arrived.is_set()) {
      turn.set();
      turn.reset();
    }
    arrived.reset();
  }
  await(yield("before the last"));
  turn.set();
  await(all.join());
}

// Two tasks and `main`, at most four deviations, of which at most two are stops in any mode:
// exhaustive.
TEST(EventInEveryRun, WakesWhoeverWaits) {
  EXPECT_TRUE(passes_in_every_run(&two_wait_for_one_event, {.deviations = 4, .stops = 2}));
}

TEST(EventInEveryRun, WakesWhoeverWaitsThoughItIsResetAtOnce) {
  EXPECT_TRUE(passes_in_every_run(&one_waits_for_a_pulse, {.deviations = 4, .stops = 2}));
}

}  // namespace
}  // namespace cutpoint::self
