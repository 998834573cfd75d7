#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/search/bounded_search.hpp>

#include <cstdint>
#include <limits>
#include <vector>

namespace cutpoint {

inline constexpr std::uint64_t unlimited_runs = std::numeric_limits<std::uint64_t>::max();

/// How many runs each phase may make. Only what is known before the search goes into it, so that
/// the runs that a budget pays for are the same ones however the search is shared out.
struct run_budget {
  std::uint64_t sweep = 0;
  std::uint64_t depth = 0;
  std::uint64_t exhaustive = 0;
  std::uint64_t random = 0;
};

/// What the phases would need, as far as can be told from the baseline.
struct run_demand {
  std::uint64_t sweep = 0;
  std::uint64_t depth = 0;
  std::uint64_t exhaustive = 0;
};

/// Returns: how `wanted.max_runs` is divided. Without that limit the sweep in depth is made whole
/// where it is expected to need at most `wanted.depth_runs`. With it, what is left behind the
/// baseline and the sweep goes to the bounded phases up to what they are expected to need, but half
/// of it to random runs where so many are wanted.
run_budget divide_runs(const options& wanted, const run_demand& demand);

/// Returns: how many runs of each job of `search` `runs` pay for; empty for `unlimited_runs`. Jobs
/// get what they are expected to need in their order, as far as it goes; what is left then is dealt
/// out in proportion, since a deviation may lead to longer runs than the baseline.
std::vector<std::uint64_t> deal_runs(std::uint64_t runs, const bounded_search& search);

/// Returns: how many runs the jobs of `search` are expected to need in all, with a margin.
std::uint64_t needed_runs(const bounded_search& search);

}  // namespace cutpoint
