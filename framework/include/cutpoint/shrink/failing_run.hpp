#pragma once

#include <cutpoint/trace/deviation.hpp>
#include <cutpoint/trace/run_size.hpp>

#include <cstdint>
#include <vector>

namespace cutpoint {

/// A run that led to the wanted finding, as far as its order among such runs depends on it.
struct failing_run {
  std::vector<deviation> deviations;  ///< those that were taken, in the order in which they were
  run_size size = {};                 ///< up to where the finding was certain
  /// What else could have been taken at the choices that were deviated at, but for the benign
  /// moves. Where it is left empty, fewer ways to a smaller run are tried.
  std::vector<deviation> offered = {};
};

}  // namespace cutpoint
