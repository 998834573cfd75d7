#pragma once

#include "allocations.hpp"
#include "processor_time.hpp"
#include "raw_jump.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>

// Every benchmark prints its time as a multiple of R, the raw jump between two contexts, measured
// right before and right after in the same process, and all of it in processor time. The machines
// these run on are shared: a time drifts by 20 to 40 % within minutes, and more while others use
// the caches; a ratio drifts by some per cent. So ratios are compared, and of some repetitions the
// lowest says most (--benchmark_repetitions=5). No test asserts a time or a ratio. Instruction
// counts (valgrind --tool=callgrind) do not drift at all, but do not see mispredictions.

namespace cutpoint::bench {

/// Times `run`, which does `operations` operations of the workload, and sets the counters:
/// - `runs_per_second`
/// - `ns_per_step`: nanoseconds for one operation: a yield, an increment, a task
/// - `R_ns`: the raw jump
/// - `ratio`: `ns_per_step` by `R_ns`
/// - `allocations`: calls of `operator new` for one run
template <class Run>
void measure(benchmark::State& state, std::uint64_t operations, Run run) {
  run();  // pools and tables grow to their size
  const double before = raw_jump_ns();
  const std::uint64_t allocated = allocations();
  const double begin = processor_time_ns();
  for ([[maybe_unused]] const auto _ : state) run();
  const double spent = processor_time_ns() - begin;
  const auto runs = static_cast<double>(state.iterations());
  const double allocations_made = static_cast<double>(allocations() - allocated);
  const double raw_jump = (before + raw_jump_ns()) / 2;

  const double step = spent / runs / static_cast<double>(operations);
  state.counters["runs_per_second"] = 1e9 * runs / spent;
  state.counters["ns_per_step"] = step;
  state.counters["R_ns"] = raw_jump;
  state.counters["ratio"] = step / raw_jump;
  state.counters["allocations"] = allocations_made / runs;
}

}  // namespace cutpoint::bench
