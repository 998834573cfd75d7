#include <cutpoint/program/condition.hpp>

#include "self/every_run.hpp"
#include "self/inside.hpp"

#include <cutpoint/program/always.hpp>
#include <cutpoint/program/at_end.hpp>
#include <cutpoint/program/scope.hpp>
#include <cutpoint/program/sleep.hpp>
#include <cutpoint/program/yield.hpp>

#include <chrono>

namespace cutpoint::self {
namespace {

using namespace std::chrono_literals;

// Two take one item each. `main` brings one at a time and looks, when all is quiet, whether
// somebody waits at a full shelf: a notification went down with a stopped task. It brings more
// until nobody waits.
struct shelf {
  mutex door;
  condition filled;
  int items = 0;
  int taken = 0;
  int brought = 0;
  int waiting = 0;
  int working = 0;

  void take_in_a_loop() {
    mutex_guard mine = await(door.lock());
    while (items == 0) {
      {
        const inside counted(waiting);
        await(filled.wait(mine));
      }
      const inside counted(working);
    }
    take_one();
  }
  void take() {
    mutex_guard mine = await(door.lock());
    {
      const inside counted(waiting);
      await(filled.wait(mine, [this] { return items > 0; }));
    }
    take_one();
  }
  void take_one() {
    const inside counted(working);
    --items;
    ++taken;
    await(yield("at work"));
  }
  // Notifies while it holds the mutex, or afterwards.
  void bring() {
    {
      const mutex_guard mine = await(door.lock());
      const inside counted(working);
      await(yield("carries"));
      ++items;
      if (++brought % 2 == 1) filled.notify_one();
      await(yield("still there"));
    }
    if (brought % 2 == 0) filled.notify_one();
  }
};

template <class Take>
void two_at_a_shelf(Take take) {
  shelf s;
  const auto none_lost =
      always("items", [&s] { return s.items >= 0 && s.items + s.taken == s.brought; });
  const auto one_at_a_time = always("one at a time", [&s] { return s.working <= 1; });
  const auto free = at_end("the mutex is free", [&s] { return !s.door.locked(); });
  bool in_vain = false;
  const auto woken = at_end("nobody waits at a full shelf", [&in_vain] { return !in_vain; });
  scope all;
  for (int i = 0; i < 2; ++i) all.spawn("taker", [&] { take(s); });
  await(yield("comes"));
  do {
    s.bring();
    await(sleep_for(1s));
    in_vain = in_vain || (s.items > 0 && s.waiting > 0);
  } while (s.waiting > 0);
  await(all.join());
}

// Two tasks and `main`, at most four deviations, of which at most two are stops in any mode:
// exhaustive.
TEST(ConditionInEveryRun, LosesNoNotificationOfTasksThatLookAgain) {
  EXPECT_TRUE(passes_in_every_run([] { two_at_a_shelf([](shelf& s) { s.take_in_a_loop(); }); },
                                  {.deviations = 4, .stops = 2}));
}

TEST(ConditionInEveryRun, LosesNoNotificationOfTasksThatWaitForAPredicate) {
  EXPECT_TRUE(passes_in_every_run([] { two_at_a_shelf([](shelf& s) { s.take(); }); },
                                  {.deviations = 4, .stops = 2}));
}

// Two tasks and `main`, at most four deviations, of which at most two are stops in any mode:
// exhaustive.
TEST(ConditionInEveryRun, NotifiesEverybodyWhoWaits) {
  EXPECT_TRUE(passes_in_every_run(
      [] {
        mutex door;
        condition opened;
        bool open = false;
        int through = 0;
        const auto one_at_a_time = always("one at a time", [&] { return through <= 1; });
        const auto free = at_end("the mutex is free", [&] { return !door.locked(); });
        scope all;
        for (int i = 0; i < 2; ++i) {
          all.spawn("waits", [&] {
            mutex_guard mine = await(door.lock());
            await(opened.wait(mine, [&open] { return open; }));
            const inside counted(through);
            await(yield("goes through"));
          });
        }
        await(yield("outside"));
        {
          const mutex_guard mine = await(door.lock());
          await(yield("opening"));
          open = true;
          opened.notify_all();
        }
        await(all.join());
      },
      {.deviations = 4, .stops = 2}));
}

}  // namespace
}  // namespace cutpoint::self
