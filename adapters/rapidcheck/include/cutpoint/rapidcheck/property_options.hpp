#pragma once

#include <cutpoint/check/options.hpp>

#include <cstdint>

namespace cutpoint::rapidcheck {

/// What the check of a property does. How many inputs are generated, how large, and from which
/// seed, is rapidcheck's to say: `RC_PARAMS`.
struct property_options {
  /// The search of each input, and what is done for the smallest one that fails. `max_runs` and
  /// `max_time` bound the whole property: behind them no search of an input begins, which is said.
  /// `random_seed` is not used: it comes from rapidcheck, with the input.
  options search = {};
  /// The search of one input makes at most so many runs.
  std::uint64_t runs_per_input = 300;
  /// A smaller input is searched, in about so many runs, for the finding of the larger one: for its
  /// run as far as it fits, and for those with the fewest deviations.
  std::uint64_t refit_runs = 32;
  /// All smaller inputs together take at most about so many runs, and at most as long as
  /// `search.shrink_time`. 0: none is tried.
  std::uint64_t shrink_runs = 20'000;
};

}  // namespace cutpoint::rapidcheck
