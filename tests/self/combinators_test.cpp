#include <cutpoint/program/timeout.hpp>
#include <cutpoint/program/when_all.hpp>
#include <cutpoint/program/when_any.hpp>

#include "self/every_run.hpp"
#include "self/inside.hpp"

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program/acquire.hpp>
#include <cutpoint/program/at_end.hpp>
#include <cutpoint/program/mutex.hpp>
#include <cutpoint/program/scope.hpp>
#include <cutpoint/program/sleep.hpp>
#include <cutpoint/program/spawn.hpp>
#include <cutpoint/program/this_run.hpp>
#include <cutpoint/program/yield.hpp>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <tuple>

namespace cutpoint::self {
namespace {

using namespace std::chrono_literals;

// A child leaves its mark as long as it has not ended, and holds something that it must give back.
struct family {
  int children = 0;
  int outlived = 0;          ///< operations that were over while children were left
  int silently_dropped = 0;  ///< children that were neither done nor saw a stop

  // Tells a frame that is dropped from one that a stop, an error or its end leaves.
  class went_silently {
   public:
    explicit went_silently(family& f) : of_(&f) {}
    went_silently(const went_silently&) = delete;
    went_silently& operator=(const went_silently&) = delete;
    ~went_silently() {
      if (this_kernel().current().stop.dropping) ++of_->silently_dropped;
    }

   private:
    family* of_;
  };

  template <class Body>
  auto child(Body body) {
    return [this, body] {
      const inside counted(children);
      const went_silently leaves(*this);
      struct held {
        entry_id entry = acquire("resource");
        ~held() { release(entry); }
      } const mine;
      return body();
    };
  }

  // Counts the operation as over, however it is left.
  class operation {
   public:
    explicit operation(family& f) : of_(&f) {}
    operation(const operation&) = delete;
    operation& operator=(const operation&) = delete;
    ~operation() { of_->outlived += of_->children; }

   private:
    family* of_;
  };
};

// The waiter and both children may be stopped, alone and one after another. However that goes, it
// takes no longer than `most`.
template <class Waiter>
void run_family(virtual_duration most, Waiter waiter) {
  family f;
  bool unsound = false;
  const auto sound = at_end("the outcome is sound", [&unsound] { return !unsound; });
  const auto none_outlived = at_end("no child outlives its operation",
                                    [&f] { return f.outlived == 0 && f.children == 0; });
  const auto in_time = at_end("nobody is waited for in vain",
                              [most] { return this_run::now() <= virtual_time(most); });
  auto waits = spawn("waiter", [&] { waiter(f); });
  const auto ended = await(waits.join());
  // No error comes of a stop, and no stop of nothing.
  unsound = ended.has_error() || (this_run::undisturbed() && !ended.has_value());
}

int value_of(int value, virtual_duration length = 1s) {
  await(yield("works"));
  await(sleep_for(length));
  return value;
}

// One task and its two children, at most three deviations, of which at most two are stops in any
// mode: exhaustive.
TEST(WhenAllInEveryRun, LeavesNoChildBehind) {
  EXPECT_TRUE(passes_in_every_run(
      [] {
        run_family(1s, [](family& f) {
          const family::operation over(f);
          await(when_all(f.child([] { return value_of(1); }), f.child([] { return value_of(2); })));
        });
      },
      {.deviations = 3, .stops = 2}));
}

// A stop is passed on as what it is: where nobody is dropped, no child is.
TEST(WhenAllInEveryRun, DropsNobodyForAStop) {
  EXPECT_TRUE(passes_in_every_run(
      [] {
        run_family(1s, [](family& f) {
          const auto none = at_end("nobody is dropped", [&f] { return f.silently_dropped == 0; });
          const family::operation over(f);
          await(when_all(f.child([] { return value_of(1); }), f.child([] { return value_of(2); })));
        });
      },
      {.modes = {stop_mode::edge, stop_mode::level}, .deviations = 3, .stops = 2}));
}

// A value that is missing is never made up: the error comes, or a stop.
TEST(WhenAllInEveryRun, LeavesNoChildBehindThatFails) {
  EXPECT_TRUE(passes_in_every_run(
      [] {
        run_family(0s, [](family& f) {
          const family::operation over(f);
          try {
            await(when_all(f.child([] { return value_of(1); }), f.child([] {
              await(yield("works"));
              throw std::runtime_error("refused");
            })));
            f.outlived += 100;
          } catch (const std::runtime_error&) {
          }
        });
      },
      {.deviations = 3, .stops = 2}));
}

// One task and its two children, at most three deviations, of which at most two are stops in any
// mode: exhaustive.
TEST(WhenAnyInEveryRun, LeavesNoChildBehind) {
  EXPECT_TRUE(passes_in_every_run(
      [] {
        run_family(1s, [](family& f) {
          const family::operation over(f);
          await(when_any(f.child([] { return value_of(1); }),
                         f.child([] { return value_of(2, 5s); })));
        });
      },
      {.deviations = 3, .stops = 2}));
}

// One that wants the mutex and is stopped does not take it along.
TEST(WhenAnyInEveryRun, GivesBackWhatTheOthersWereGranted) {
  EXPECT_TRUE(passes_in_every_run(
      [] {
        mutex door;
        const auto free = at_end("the mutex is free", [&door] { return !door.locked(); });
        run_family(0s, [&door](family& f) {
          const family::operation over(f);
          const auto passes = [&door] {
            const mutex_guard mine = await(door.lock());
            await(yield("in"));
          };
          await(when_any(f.child(passes), f.child(passes)));
        });
      },
      {.deviations = 3, .stops = 2}));
}

void under_a_timeout(virtual_duration length, virtual_duration most) {
  run_family(most, [length](family& f) {
    const family::operation over(f);
    try {
      const int value = await(timeout(length, f.child([] { return value_of(7); })));
      if (value != 7) f.outlived += 100;
    } catch (const timed_out&) {
    }
  });
}

// One task and its child, at most four deviations, of which at most two are stops in any mode:
// exhaustive.
TEST(TimeoutInEveryRun, LeavesNoChildBehind) {
  for (const virtual_duration length : {500ms, 1'000ms, 2'000ms}) {
    EXPECT_TRUE(passes_in_every_run(
        [length] { under_a_timeout(length, std::min<virtual_duration>(length, 1s)); },
        {.deviations = 4, .stops = 2}));
  }
}

// The same, and at most two are timers that fire early.
TEST(TimeoutInEveryRun, LeavesNoChildBehindWhenTimersFireEarly) {
  for (const virtual_duration length : {500ms, 1'000ms, 2'000ms}) {
    EXPECT_TRUE(passes_in_every_run([length] { under_a_timeout(length, 3s); },
                                    {.deviations = 4, .stops = 2, .early_timers = 2}));
  }
}

// Operations within operations: a stop goes all the way down, and all come up again. Four tasks, at
// most two deviations, stops in any mode: exhaustive.
TEST(CombinatorsInEveryRun, LeaveNoGrandchildBehind) {
  EXPECT_TRUE(passes_in_every_run(
      [] {
        run_family(1s, [](family& f) {
          const family::operation over(f);
          await(when_any(f.child([] { return value_of(1); }), f.child([] {
            family inner;
            const auto none_left = at_end("no grandchild outlives its operation",
                                          [&inner] { return inner.outlived == 0; });
            const family::operation inner_over(inner);
            await(when_all(inner.child([] { return value_of(2); })));
          })));
        });
      },
      {.deviations = 2, .stops = 2}));
}

}  // namespace
}  // namespace cutpoint::self
