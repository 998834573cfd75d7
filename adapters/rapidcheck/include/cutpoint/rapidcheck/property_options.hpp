#pragma once

#include <cutpoint/check/options.hpp>

#include <cstdint>

namespace cutpoint::rapidcheck {

/// What the check of a property does. How many inputs are generated, how large, and from which
/// seed, is rapidcheck's to say: `RC_PARAMS`.
struct property_options {
  /// The search of each input. Its `max_runs` and `max_time` bound the whole property: inputs
  /// behind them are not searched, which is said. Its seed comes from rapidcheck.
  options search = {};
  /// The search of one input makes at most so many runs.
  std::uint64_t runs_per_input = 300;
};

}  // namespace cutpoint::rapidcheck
