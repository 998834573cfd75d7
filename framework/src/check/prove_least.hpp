#pragma once

#include "shared_state.hpp"

#include <cutpoint/check/minimality.hpp>
#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/shrink/failing_run.hpp>
#include <cutpoint/trace/finding.hpp>

#include <optional>

namespace cutpoint {

/// What the enumeration from below came to.
struct least_run {
  std::optional<failing_run> smaller;  ///< the least that was met, if one was less than the start
  minimality how;                      ///< of that one; without one, of the start
};

/// Makes the runs that could come before `start` in the order of `run_key`, those with the fewest
/// deviations first and of these the ones with the fewest stops, until some lead to `identity`, of
/// which it takes the least; or until a budget of `wanted` is spent.
///
/// What comes out does not depend on `start`, unless a budget was spent. Deaths are met in forked
/// workers; where one keeps runs from being extended, nothing is claimed of what it hid.
/// Source: src/check/prove_least.cpp.
least_run prove_least(const program& checked, const options& wanted, const failing_run& start,
                      const finding_identity& identity, shared_state& state);

}  // namespace cutpoint
