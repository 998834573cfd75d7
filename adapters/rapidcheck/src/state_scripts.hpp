#pragma once

#include <cutpoint/rapidcheck/state_check.hpp>
#include <cutpoint/rapidcheck/state_script.hpp>

#include <rapidcheck/Gen.h>

namespace cutpoint::rapidcheck {

/// Returns: scripts of `machine`, of the shape that `wanted` says, without empty parts. They shrink
/// by leaving out tasks and commands, and to simpler arguments.
rc::Gen<state_script> scripts_of(const scripted& machine, const state_options& wanted);

}  // namespace cutpoint::rapidcheck
