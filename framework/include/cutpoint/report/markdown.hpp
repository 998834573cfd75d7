#pragma once

#include <cutpoint/report/summary.hpp>

#include <string>

namespace cutpoint {

/// Returns: a summary in GitHub's Markdown, short enough for a pull request: a line of totals, the
/// new findings with their stories folded away, then known ones, and a table of all tests.
std::string format_markdown(const run_summary& run);

}  // namespace cutpoint
