#pragma once

#include "goal.hpp"
#include "processor_time.hpp"

#include <benchmark/benchmark.h>

// A benchmark measures its limit right before and right after, in the same process, and all of it
// in processor time. The machines these run on are shared: a time drifts by 20 to 40 % within
// minutes, and more while others use the caches; a ratio drifts by some per cent. So ratios are
// compared, and of some repetitions the best. No test asserts a time or a ratio. Instruction counts
// do not drift at all, but do not see mispredictions.

namespace cutpoint::bench {

struct measured {
  double ns_per_run;
  double limit;  ///< as `measure_limit` says
};

/// Returns: the processor time of one `run()`, in nanoseconds, beside its limit.
template <class Run, class Limit>
measured measure(benchmark::State& state, Run run, Limit measure_limit) {
  run();  // pools and tables grow to their size
  run();
  const double before = measure_limit();
  const double begin = processor_time_ns();
  for ([[maybe_unused]] const auto _ : state) run();
  const double spent = processor_time_ns() - begin;
  const double limit = (before + measure_limit()) / 2;
  return {.ns_per_run = spent / static_cast<double>(state.iterations()), .limit = limit};
}

}  // namespace cutpoint::bench
