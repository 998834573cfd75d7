// W4: many tasks that do nothing, spawned and joined.

#include "measure.hpp"
#include "random_runs.hpp"

#include <cutpoint/fiber.hpp>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <vector>

namespace cutpoint::bench {
namespace {

void spawn_and_join(std::size_t tasks) {
  std::vector<task_handle<void>> all;
  all.reserve(tasks);
  for (std::size_t i = 0; i < tasks; ++i) all.push_back(spawn("idle", [] {}));
  for (auto& t : all) await(t.join());
}

void w4_spawn_and_join(benchmark::State& state) {
  const auto tasks = static_cast<std::size_t>(state.range(0));
  random_runs runs(make_program([=] { spawn_and_join(tasks); }));
  measure(state, tasks, [&] { runs.run(); });
}

BENCHMARK(w4_spawn_and_join)->Arg(1'000)->Arg(10'000);

}  // namespace
}  // namespace cutpoint::bench
