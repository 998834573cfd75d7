#pragma once

#include <cutpoint/kernel/decider.hpp>
#include <cutpoint/kernel/random_numbers.hpp>
#include <cutpoint/search/run_counts.hpp>

#include <cstdint>

namespace cutpoint {

class kernel;

/// When a random search injects stops, faults and early timers: one of its arms.
class injection_arm {
 public:
  virtual ~injection_arm() = default;
  /// Forgets the runs of other jobs.
  virtual void begin_job() {}
  /// Draws what it aims at in the next run.
  virtual void begin_run(random_numbers& draws, run_counts& counts) = 0;
  /// Asked at each choice that can be a fault, a stop or an early timer. Returns: that move, or 0:
  /// nothing is injected.
  virtual std::uint32_t inject(const choice_point& point, random_numbers& draws,
                               run_counts& counts) = 0;
  virtual void end_run() {}  ///< Hears that the run has ended.
};

}  // namespace cutpoint
