#include <cutpoint/program/semaphore.hpp>

#include "self/every_run.hpp"
#include "self/noted_leaving.hpp"

#include <cutpoint/program/always.hpp>
#include <cutpoint/program/at_end.hpp>
#include <cutpoint/program/scope.hpp>
#include <cutpoint/program/sleep.hpp>
#include <cutpoint/program/this_run.hpp>
#include <cutpoint/program/yield.hpp>

#include <chrono>
#include <cstddef>

namespace cutpoint::self {
namespace {

using namespace std::chrono_literals;

// Two permits, of which the first task wants both. A permit that is lost leaves somebody waiting,
// or is missed at the end.
void three_share_two_permits() {
  semaphore two(2);
  std::size_t held = 0;
  const auto none_made_up = always("permits", [&] { return held + two.available() <= 2; });
  const auto none_lost = at_end("permits", [&] { return two.available() == 2; });
  scope all;
  for (const std::size_t wanted : {2U, 1U, 1U}) {
    all.spawn("worker", [&, wanted] {
      const permit mine = await(two.acquire(wanted));
      held += mine.count();
      struct leaving {
        std::size_t& from;
        std::size_t count;
        ~leaving() { from -= count; }
      } const at_exit{held, mine.count()};
      await(yield());
    });
  }
  await(all.join());
}

// `main` holds one of two permits for a while. One task wants both, and one behind it a single one:
// that is there as soon as the first has given up.
void one_in_line_gives_up() {
  semaphore two(2);
  virtual_time first_gone{};
  virtual_time second_in{};
  const auto at_once = at_end("nobody waits in vain", [&] { return second_in <= first_gone; });
  const auto none_lost = at_end("permits", [&] { return two.available() == 2; });
  scope all;
  {
    const permit mine = await(two.acquire());
    all.spawn("wants_both", [&] {
      const noted_leaving leaving(first_gone);
      const permit both = await(two.acquire(2));
      await(yield());
    });
    all.spawn("wants_one", [&] {
      const permit one = await(two.acquire());
      second_in = this_run::now();
      await(yield());
    });
    await(sleep_for(1s));
  }
  await(all.join());
}

// Three tasks, at most three deviations, of which at most two are stops in any mode: exhaustive.
TEST(SemaphoreInEveryRun, KeepsItsPermits) {
  EXPECT_TRUE(passes_in_every_run(&three_share_two_permits, {.deviations = 3, .stops = 2}));
}

// Two tasks and `main`, at most four deviations, of which at most two are stops in any mode:
// exhaustive.
TEST(SemaphoreInEveryRun, LetsNobodyWaitInVain) {
  EXPECT_TRUE(passes_in_every_run(&one_in_line_gives_up, {.deviations = 4, .stops = 2}));
}

}  // namespace
}  // namespace cutpoint::self
