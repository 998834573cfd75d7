#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/check/report.hpp>
#include <cutpoint/program/program.hpp>

namespace cutpoint {

/// Replays the trace that `wanted.replay` names, in this process, printing every event to standard
/// output as it happens.
report replay_trace(const program& checked, const options& wanted);

}  // namespace cutpoint
