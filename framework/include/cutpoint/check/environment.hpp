#pragma once

#include <cutpoint/check/options.hpp>

#include <stdexcept>

namespace cutpoint {

/// Says which variable has which wrong value, and what it may be.
class environment_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Returns: `wanted` as changed by the environment: `CUTPOINT_REPLAY` (a trace file),
/// `CUTPOINT_BUDGET` (`30s`, `500ms`, `100000runs`), `CUTPOINT_JOBS` (a number of workers, or
/// `auto`), `CUTPOINT_SHARD` (`0/4` to `3/4`), `CUTPOINT_SEED`, `CUTPOINT_OUT` (a folder for traces
/// and reports), `CUTPOINT_CORPUS` (a folder of traces that are regression tests),
/// `CUTPOINT_MAX_FINDINGS`, and `CUTPOINT_PROGRESS` (the number of an open file to which lines of
/// progress go, for `cutpoint run`).
/// Errors: `environment_error`.
options from_environment(options wanted);

}  // namespace cutpoint
