#pragma once

#include "shared_state.hpp"

#include <chrono>

namespace cutpoint {

class kernel;

/// The exit status of a worker that wrote down how it died.
inline constexpr int died_with_cause = 70;

/// Makes this process, a worker, write the cause of its death to `state` and leave.
///
/// Installs handlers for the deadly signals on a stack of their own, a terminate handler, and a
/// timer on the process's own processor time that notices when `state.progress` stands still.
void install_death_handlers(shared_state& state, std::chrono::milliseconds hang_after);

/// Ends this process at once, without destructors and exit handlers, but with its coverage counters
/// written.
[[noreturn]] void leave_worker(int status);

}  // namespace cutpoint
