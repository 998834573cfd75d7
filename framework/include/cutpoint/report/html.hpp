#pragma once

#include <cutpoint/report/summary.hpp>

#include <string>

namespace cutpoint {

/// Returns: one self-contained page, which needs no network: the findings with swim lanes to step
/// through, the wait-for graph of a deadlock and the trace; which stops were tried, what was
/// explored, and what is proved.
std::string format_html(const run_summary& run);

}  // namespace cutpoint
