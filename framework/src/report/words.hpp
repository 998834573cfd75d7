#pragma once

#include <cutpoint/check/job_list.hpp>
#include <cutpoint/report/summary.hpp>
#include <cutpoint/trace/stop.hpp>

#include <cstdint>
#include <span>
#include <string>

namespace cutpoint {

/// How far a search came.
struct covered_search {
  std::span<const phase_coverage> phases;
  std::uint64_t runs;
  std::uint64_t steps;
  stop_modes modes;
  std::uint64_t sites_cut;
  std::uint64_t sites_reached;
  bool exhausted;
  bool found;                ///< there are findings
  bool interrupted = false;  ///< from outside
  std::span<const exempt_point> exempt = {};
};

/// Returns: one line.
std::string coverage_in_words(const covered_search& covered);

/// Returns: the message of `t`, where it has one, and what its search covered. Ends with a line
/// break.
std::string outcome_in_words(const test_summary& t);

/// Returns: what a whole run of test binaries came to, in one line without a line break.
std::string totals_in_words(const run_summary& run);

}  // namespace cutpoint
