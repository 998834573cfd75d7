#pragma once

#include <cutpoint/kernel/decider.hpp>
#include <cutpoint/kernel/random_numbers.hpp>
#include <cutpoint/search/run_counts.hpp>

#include <cstdint>

namespace cutpoint {

/// How a random search orders tasks: one of its arms.
///
/// What an arm does in a run depends on the numbers it draws and on the counts alone, so the search
/// makes the same runs again from the same seed.
class order_arm {
 public:
  virtual ~order_arm() = default;
  /// Draws what orders the next run.
  virtual void begin_run(random_numbers& draws, run_counts& counts) = 0;
  /// Returns: the task that goes on, a move below `point.tasks()`. Requires: `point.tasks() > 0`.
  virtual std::uint32_t pick(const choice_point& point, random_numbers& draws,
                             run_counts& counts) = 0;
};

}  // namespace cutpoint
