#pragma once

#include "candidate.hpp"
#include "recorded_run.hpp"
#include "shared_state.hpp"

#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/finding.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cutpoint {

/// Returns: the first difference between two runs of the same choices, in words; empty where there
/// is none.
std::string difference_between(const recorded_run& a, const recorded_run& b);

/// Makes the baseline in two surroundings that must not matter to it. Returns: nothing where it is
/// the same; and where it fails in both, which is for the search to tell.
std::optional<candidate> find_dependence(const program& checked, const options& wanted,
                                         shared_state& state);

/// Returns: the finding that a run is not the same when it is made again, as `difference` tells.
///
/// Makes the run of `deviations` again, in surroundings that differ in one thing at a time, to tell
/// what it depends on, and lists the calls that reached past the scheduler.
finding not_deterministic(const program& checked, const options& wanted,
                          const std::vector<deviation>& deviations, const std::string& difference,
                          shared_state& state);

}  // namespace cutpoint
