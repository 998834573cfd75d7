#pragma once

#include "zoo/shrinking/starts.hpp"
#include "zoo/shrinking/subject.hpp"

#include <cutpoint/check/minimality.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace cutpoint::shrinking {

/// What became of one start.
struct landing {
  std::size_t deviations_before = 0;
  std::uint64_t shrink_runs = 0;
  minimality least;
  double seconds = 0;  ///< until the finding was delivered with its certificate
};

/// What became of all starts of a program.
struct sample {
  const subject* of = nullptr;
  std::vector<landing> landings;
  std::map<std::string, std::size_t> traces;  ///< the final ones, and how many starts led there
  std::size_t deviations = 0;                 ///< of the smallest of them
};

/// Confirms, shrinks and proves each of `from`, as a check does with what it has found.
sample bring_down(const subject& s, const starts& from);

/// Returns: what so many percent of `values` do not exceed; 0 where there is none.
std::uint64_t percentile(std::vector<std::uint64_t> values, std::size_t percent);

}  // namespace cutpoint::shrinking
