#pragma once

#include <cutpoint/report/summary.hpp>

#include <string>

namespace cutpoint {

/// Returns: the new findings as stories, known ones and other tests a line each, and a line of
/// totals.
std::string format_text(const run_summary& run);

}  // namespace cutpoint
