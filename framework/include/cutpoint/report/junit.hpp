#pragma once

#include <cutpoint/report/summary.hpp>

#include <string>

namespace cutpoint {

/// Returns: JUnit XML, as CI systems read it: a suite for each test binary, a case for each test.
/// New findings are failures; known ones stand in the output of a passing case; what could not be
/// tested is an error. Text that XML cannot hold is replaced.
std::string format_junit(const run_summary& run);

}  // namespace cutpoint
