// W3: tasks that increment a number under the framework's mutex, suspending between read and write.

#include "measure.hpp"
#include "random_runs.hpp"

#include <cutpoint/fiber.hpp>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdlib>
#include <vector>

namespace cutpoint::bench {
namespace {

constexpr std::size_t tasks = 3;
constexpr std::size_t increments = 5;

void increment_often(mutex& guard, std::size_t& number) {
  for (std::size_t i = 0; i < increments; ++i) {
    const mutex_guard held = await(guard.lock());
    ++number;
  }
}

void increment_together() {
  mutex guard;
  std::size_t number = 0;
  std::vector<task_handle<void>> all;
  for (std::size_t i = 0; i < tasks; ++i)
    all.push_back(spawn("increments", [&] { increment_often(guard, number); }));
  for (auto& t : all) await(t.join());
  if (number != tasks * increments) std::abort();
}

void w3_locked_increments(benchmark::State& state) {
  random_runs runs(make_program(increment_together));
  measure(state, tasks * increments, [&] { runs.run(); });
}

BENCHMARK(w3_locked_increments);

}  // namespace
}  // namespace cutpoint::bench
