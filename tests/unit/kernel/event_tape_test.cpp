#include <cutpoint/kernel/event_tape.hpp>

#include "unit/one_run.hpp"

#include <cutpoint/search/random_walk.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint::unit {
namespace {

// Hears each event at once.
class listener final : public observer {
 public:
  void record(event_record e) override { events.push_back(std::move(e)); }
  std::vector<event_record> events;
};

class taping final : public observer {
 public:
  void record(event_record e) override { kept.keep(std::move(e)); }
  event_tape* tape() override { return &kept; }
  event_tape kept;
};

void take_turns(mutex& turn, semaphore& permits) {
  for (int i = 0; i < 3; ++i) {
    const mutex_guard mine = await(turn.lock());
    await(yield("turn.yield"));
    const entry_id held = acquire("thing");
    permit mine_too = await(permits.acquire());
    mine_too.release();
    release(held);
    await(sleep_for(1s, "turn.sleep"));
  }
}

task<> count_down(int from) {
  for (; from > 0; --from) co_await yield();
  (void)choose(3, "count.choice");
}

// Some of every kind of event.
void do_everything() {
  mutex turn("turn.lock");
  semaphore permits(1, "permits");
  auto first = spawn("worker", take_turns, std::ref(turn), std::ref(permits));
  auto second = spawn("worker", take_turns, std::ref(turn), std::ref(permits));
  auto third = spawn("counter", count_down, 5);
  const stop_callback heard([&] { second.stop(stop_mode::drop); });
  await(yield());
  first.stop(stop_mode::edge);
  await(first.join());
  await(second.join());
  await(third.join());
}

// More than fit into the ready queue's word.
void crowd() {
  std::vector<task_handle<void>> all;
  for (int i = 0; i < 20; ++i)
    all.push_back(spawn("one of many", [] {
      for (int yields = 0; yields < 3; ++yields) await(yield());
    }));
  for (auto& one : all) await(one.join());
}

// Waits while it is left, which is another suspension than the one that it leaves.
struct leaves_late {
  ~leaves_late() { await_in_destructor(yield("wander.here")); }
};

// The same label at two places, another label, and a choice that is counted under the first.
void wander() {
  for (int i = 0; i < 3; ++i) {
    const leaves_late at_last;
    for (int yields = 0; yields < 4; ++yields) {
      await(yield("wander.here"));
      if (yields == 1) (void)choose(2, "wander.here");
    }
    await(yield("wander.here"));
    await(yield("wander.there"));
  }
}

void wander_together() {
  auto first = spawn("wanders", wander);
  auto second = spawn("wanders", wander);
  await(first.join());
  await(second.join());
}

void make_run(std::uint64_t job, run_bounds bounds, observer& observes, void (*body)()) {
  kernel run;
  random_walk walk(seed{7}, 1'000, 20);
  walk.begin_run(job);
  std::size_t taken = 0;
  std::vector<taken_choice> slots(1'000);
  const program p = make_program(body);
  run.begin(
      {.decides = walk, .bounds = bounds, .log = choice_log(taken, slots), .observes = &observes});
  p.start(run);
  run.loop();
  run.finish_run();
}

void tells_what_an_observer_hears(run_bounds bounds, void (*body)() = do_everything) {
  std::size_t heard = 0;
  for (std::uint64_t job = 0; job < 50; ++job) {
    listener hears;
    taping tapes;
    make_run(job, bounds, hears, body);
    make_run(job, bounds, tapes, body);
    ASSERT_EQ(tapes.kept.events(), hears.events) << "in job " << job;
    heard += hears.events.size();
  }
  EXPECT_GT(heard, 1'000U);
}

TEST(EventTape, TellsWhatAnObserverWithoutOneHears) {
  tells_what_an_observer_hears(
      {.modes = {stop_mode::edge, stop_mode::request}, .stops = 2, .timers = 1});
}

TEST(EventTape, TellsTheSameWhereChoicesAreTakenTheShortWay) {
  tells_what_an_observer_hears({.modes = {}});
}

TEST(EventTape, TellsTheSameOfACrowd) { tells_what_an_observer_hears({.modes = {}}, crowd); }

TEST(EventTape, TellsTheSameOfTasksThatSuspendHereAndThere) {
  tells_what_an_observer_hears({.modes = {}}, wander_together);
  tells_what_an_observer_hears({.modes = {stop_mode::edge, stop_mode::drop}, .stops = 2},
                               wander_together);
}

TEST(EventTape, KeepsTheEventsOfTheLastRunOnly) {
  taping tapes;
  kernel run;
  choosing benign;
  const program p = make_program([] { await(yield()); });
  std::vector<event_record> first;
  for (int i = 0; i < 2; ++i) {
    run.begin({.decides = benign, .bounds = {.modes = {}}, .observes = &tapes});
    p.start(run);
    run.loop();
    run.finish_run();
    if (i == 0) first = tapes.kept.events();
  }
  EXPECT_EQ(tapes.kept.events(), first);
  EXPECT_FALSE(first.empty());
}

}  // namespace
}  // namespace cutpoint::unit
