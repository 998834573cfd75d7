#pragma once

#include <cutpoint/trace/deviation.hpp>

#include <cstdint>
#include <vector>

namespace cutpoint {

/// A run that led to the wanted finding, as far as its order among such runs depends on it.
struct failing_run {
  std::vector<deviation> deviations;  ///< those that were taken, in the order in which they were
  std::uint32_t tasks = 0;            ///< those that took a step
  std::uint64_t steps = 0;            ///< how many it made
  /// Stops that reached a task, those that the program passed on included.
  std::uint64_t delivered = 0;
  /// What else could have been taken at the choices that were deviated at, but for the benign
  /// moves. Where it is left empty, fewer ways to a smaller run are tried.
  std::vector<deviation> offered = {};
};

}  // namespace cutpoint
