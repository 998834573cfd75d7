// How much more two workers get done than one, in runs of a search for each second.

#include "goal.hpp"

#include <cutpoint/check/check.hpp>
#include <cutpoint/fiber.hpp>

#include <benchmark/benchmark.h>

#include <sys/resource.h>

#include <chrono>
#include <cstdlib>

namespace cutpoint::bench {
namespace {

using namespace std::chrono_literals;

void four_tasks() {
  mutex lock("lock");
  const auto work = [&lock] {
    for (int i = 0; i < 5; ++i) {
      const mutex_guard mine = await(lock.lock());
      await(yield("work"));
    }
  };
  auto one = spawn("one", work);
  auto two = spawn("two", work);
  auto three = spawn("three", work);
  await(one.join());
  await(two.join());
  await(three.join());
}

double of_children() {
  rusage used = {};
  getrusage(RUSAGE_CHILDREN, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct cost {
  double wall = 0;
  double processor = 0;
};

void search(const program& checked, std::uint32_t jobs, cost& spent) {
  const double before = of_children();
  const auto r =
      check(checked,
            {.depth_runs = 0, .random_runs = 200'000, .max_time = 10min, .jobs = jobs, .out = {}});
  if (!r.exhausted) std::abort();
  spent.wall += r.seconds;
  spent.processor += of_children() - before;
}

// One worker and two in turn, so that both see the same machine.
struct turn {
  cost alone;
  cost shared;

  turn() {
    const program checked = make_program(four_tasks);
    search(checked, 1, alone);
    search(checked, 2, shared);
  }
};

// Means something only where two processors are idle.
void speedup(benchmark::State& state) {
  for ([[maybe_unused]] const auto _ : state) {
    const turn t;
    report(state, t.alone.wall / t.shared.wall, 2);
  }
}

// What sharing costs, also on a busy machine. Near 1, two idle processors give near twice the runs.
void overhead(benchmark::State& state) {
  for ([[maybe_unused]] const auto _ : state) {
    const turn t;
    report(state, t.shared.processor / t.alone.processor, 1);
  }
}

[[maybe_unused]] const bool added = [] {
  add_goal({"2 workers, runs for each second", "times", wanted::at_least, 1.7, "twice one's"},
           speedup);
  add_goal({"2 workers, processor time of a run", "times", wanted::at_most, 1.15, "one's"},
           overhead);
  return true;
}();

}  // namespace
}  // namespace cutpoint::bench
