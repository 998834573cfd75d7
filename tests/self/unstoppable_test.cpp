#include <cutpoint/program/unstoppable.hpp>

#include "self/every_run.hpp"

#include <cutpoint/program/at_end.hpp>
#include <cutpoint/program/mutex.hpp>
#include <cutpoint/program/scope.hpp>
#include <cutpoint/program/spawn.hpp>
#include <cutpoint/program/yield.hpp>

namespace cutpoint::self {
namespace {

// Three tasks, at most three deviations, of which at most two are stops in any mode: exhaustive.
TEST(UnstoppableInEveryRun, IsNeverCutShort) {
  EXPECT_TRUE(passes_in_every_run(
      [] {
        int done = 0;
        const auto both = at_end("both have done their work", [&done] { return done == 2; });
        mutex door;
        const auto work = [&] {
          const mutex_guard mine = await(door.lock());
          await(yield("works"));
          ++done;
        };
        scope spared(unstoppable);
        spared.spawn("spared", work);
        auto also_spared = spawn(unstoppable, "also_spared", work);
        auto other = spawn("other", [&door] { const mutex_guard mine = await(door.lock()); });
        await(other.join());
        await(also_spared.join());
        await(spared.join());
      },
      {.deviations = 3, .stops = 2}));
}

}  // namespace
}  // namespace cutpoint::self
