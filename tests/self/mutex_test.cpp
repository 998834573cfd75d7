#include <cutpoint/program/mutex.hpp>

#include "self/every_run.hpp"
#include "self/inside.hpp"

#include <cutpoint/program/always.hpp>
#include <cutpoint/program/at_end.hpp>
#include <cutpoint/program/scope.hpp>
#include <cutpoint/program/yield.hpp>

namespace cutpoint::self {
namespace {

void three_want_one_mutex() {
  mutex door;
  int working = 0;
  const auto alone = always("one at a time", [&] { return working <= 1; });
  const auto free = at_end("the mutex is free", [&] { return !door.locked(); });
  scope all;
  for (int i = 0; i < 3; ++i) {
    all.spawn("worker", [&] {
      const mutex_guard mine = await(door.lock());
      const inside counted(working);
      await(yield());
    });
  }
  await(all.join());
}

// Three tasks, at most three deviations, of which at most two are stops in any mode: exhaustive.
TEST(MutexInEveryRun, HasOneOwnerAndIsHandedOn) {
  EXPECT_TRUE(passes_in_every_run(&three_want_one_mutex, {.deviations = 3, .stops = 2}));
}

}  // namespace
}  // namespace cutpoint::self
