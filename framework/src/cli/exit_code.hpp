#pragma once

#include <cutpoint/report/summary.hpp>

namespace cutpoint::cli {

/// With what the executable ends.
enum class exit_code : int {
  clean = 0,
  findings = 1,
  bad_input = 2,
  nothing_explored = 3,
  not_deterministic = 4,
  coverage_not_reached = 5,
  interrupted = 130,
};

/// Returns: what the tests of `run` come to: of several that hold the first of bad input, not
/// deterministic, findings, nothing explored. Known findings do not count.
exit_code judge(const run_summary& run);

/// Returns: the one of the two that comes first in that order, behind which comes
/// `coverage_not_reached`.
exit_code graver(exit_code a, exit_code b);

}  // namespace cutpoint::cli
