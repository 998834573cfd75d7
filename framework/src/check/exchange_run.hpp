#pragma once

#include "shared_state.hpp"

#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/shrink/failing_run.hpp>
#include <cutpoint/trace/finding.hpp>

#include <optional>

namespace cutpoint {

/// Looks for a lesser run that leads to `identity` and differs from `start` in one deviation: one
/// is left out, and any one move at any choice is taken instead. What it finds is the next start,
/// until nothing is found or the budget of a proof is spent. Where a proof is out of reach, most
/// starts still come to the same run.
///
/// Returns: the least that was found; nothing where that is `start`, and for deaths.
std::optional<failing_run> exchange_run(const program& checked, const options& wanted,
                                        const failing_run& start, const finding_identity& identity,
                                        shared_state& state);

}  // namespace cutpoint
