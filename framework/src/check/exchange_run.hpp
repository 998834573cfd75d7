#pragma once

#include "shared_state.hpp"

#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/shrink/failing_run.hpp>
#include <cutpoint/trace/finding.hpp>

#include <optional>

namespace cutpoint {

/// Looks for a lesser run that leads to `identity`: one that differs from another in one deviation,
/// which is left out, and any one move at any choice is taken instead. What it finds is the next to
/// go on from, until nothing is found or the budget of a proof is spent. It goes on first from runs
/// that do not depend on `start`, some that are always drawn alike, and then from `start`: where a
/// proof is out of reach, most starts still come to one run.
///
/// Returns: the least that was found; nothing where that is `start`, and for deaths.
std::optional<failing_run> exchange_run(const program& checked, const options& wanted,
                                        const failing_run& start, const finding_identity& identity,
                                        shared_state& state);

}  // namespace cutpoint
