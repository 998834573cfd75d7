#pragma once

#include <compare>
#include <cstdint>

namespace cutpoint {

/// How much was made of a run, up to some moment of it. Each member only grows while the run goes
/// on. They are compared in the order in which they stand here, as the order of failing runs
/// compares them.
struct run_size {
  /// Stops that reached a task, those that the program passed on included.
  std::uint64_t delivered = 0;
  std::uint32_t tasks = 0;  ///< those that took a step
  std::uint64_t steps = 0;  ///< how many it made

  friend auto operator<=>(const run_size&, const run_size&) = default;
};

}  // namespace cutpoint
