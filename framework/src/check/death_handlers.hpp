#pragma once

#include "shared_state.hpp"

namespace cutpoint {

/// Makes this process, a worker, write the cause of its death to `state.death` and leave.
///
/// Installs handlers for the signals that end a process, on a stack of their own, a terminate
/// handler, exit handlers, and what the sanitizers call before they leave.
void install_death_handlers(shared_state& state);

}  // namespace cutpoint
