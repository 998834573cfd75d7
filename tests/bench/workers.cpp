// How much more several workers get done than one, in runs of a search for each second.

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
  const report r =
      check(checked,
            {.depth_runs = 0, .random_runs = 200'000, .max_time = 10min, .jobs = jobs, .out = {}});
  if (!r.exhausted) std::abort();
  spent.wall += r.seconds;
  spent.processor += of_children() - before;
}

// One worker and several in turn, so that both see the same machine. Counters:
// - `speedup`: how many times more runs for each second of wall time; means something only where so
//   many processors are idle
// - `overhead`: how much more processor time for the same runs: what sharing costs. Where
// `overhead`
//   is near 1, the speedup on idle processors is near the number of workers.
void workers(benchmark::State& state) {
  const program checked = make_program(four_tasks);
  const auto jobs = static_cast<std::uint32_t>(state.range(0));
  cost alone;
  cost shared;
  for ([[maybe_unused]] const auto _ : state) {
    search(checked, 1, alone);
    search(checked, jobs, shared);
  }
  state.counters["speedup"] = alone.wall / shared.wall;
  state.counters["overhead"] = shared.processor / alone.processor;
  state.counters["runs_per_second"] =
      200'000 * static_cast<double>(state.iterations()) / shared.wall;
}

BENCHMARK(workers)->Arg(2)->Arg(4)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace cutpoint::bench
