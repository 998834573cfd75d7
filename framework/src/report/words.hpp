#pragma once

#include <cutpoint/check/job_list.hpp>
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
  bool found;  ///< there are findings
};

/// Returns: one line.
std::string coverage_in_words(const covered_search& covered);

}  // namespace cutpoint
