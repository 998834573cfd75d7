// W4: what many tasks cost, in time and in memory.

#include "goal.hpp"
#include "limits.hpp"
#include "measure.hpp"
#include "peak_memory.hpp"
#include "random_runs.hpp"
#include "workloads.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>

namespace cutpoint::bench {
namespace {

void time_of_a_task(benchmark::State& state, std::size_t tasks) {
  random_runs runs(spawn_and_join(tasks));
  const measured m = measure(state, [&] { runs.run(); }, context_ns);
  report(state, m.ns_per_run / static_cast<double>(tasks), m.limit);
}

void memory_of_runs(benchmark::State& state) {
  double most = 0;
  for ([[maybe_unused]] const auto _ : state) most = peak_megabytes(heavy_work::spawn_and_join);
  report(state, most, peak_megabytes(heavy_work::none));
}

void memory_of_idle_tasks(benchmark::State& state) {
  double most = 0;
  for ([[maybe_unused]] const auto _ : state) most = peak_megabytes(heavy_work::idle_fibers);
  const double kilobytes = (most - peak_megabytes(heavy_work::none)) * 1024;
  report(state, kilobytes / static_cast<double>(heavy_tasks), 4);
}

const bool added = [] {
  const std::string limit = "context made, entered and left for good";
  add_goal({"W4 at 1,000 tasks, a task", "ns", wanted::at_most, 60, limit},
           [](auto& state) { time_of_a_task(state, 1'000); });
  add_goal({"W4 at 10,000 tasks, a task", "ns", wanted::at_most, 60, limit},
           [](auto& state) { time_of_a_task(state, 10'000); });
  add_goal({"W4 at 10,000 tasks, peak memory", "MB", wanted::at_most, 60, "the empty process"},
           memory_of_runs);
  add_goal({"10,000 idle fibers, memory of one", "KiB", wanted::at_most, 6, "one page"},
           memory_of_idle_tasks);
  return true;
}();

}  // namespace
}  // namespace cutpoint::bench
