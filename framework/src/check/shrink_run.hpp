#pragma once

#include "recorded_run.hpp"
#include "shared_state.hpp"

#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/shrink/shrink.hpp>
#include <cutpoint/trace/finding.hpp>

namespace cutpoint {

/// Looks for the smallest run that leads to `identity`, from `start`, which does. Runs that kill
/// their worker count like any other.
shrink_result shrink_run(const program& checked, const options& wanted, const recorded_run& start,
                         const finding_identity& identity, shared_state& state);

}  // namespace cutpoint
