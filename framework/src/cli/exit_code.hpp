#pragma once

#include <cutpoint/report/summary.hpp>

#include <span>

namespace cutpoint::cli {

/// With what the executable ends.
enum class exit_code : int {
  clean = 0,
  findings = 1,
  bad_input = 2,
  nothing_explored = 3,
  not_deterministic = 4,
};

/// Returns: what `tests` come to: of several that hold the first of bad input, not deterministic,
/// findings, nothing explored.
exit_code judge(std::span<const test_summary> tests);

}  // namespace cutpoint::cli
