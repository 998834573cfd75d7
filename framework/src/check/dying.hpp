#pragma once

#include "death_record.hpp"
#include "shared_state.hpp"

namespace cutpoint {

class kernel;

// The last moments of a worker. Called from signal handlers: nothing here allocates or locks.

/// Says that this process is a worker which leaves its record in `state`. Called by the thread that
/// makes the runs.
void be_mortal(shared_state& state);

/// Returns: whether this process is a worker.
bool in_worker();
/// The state of this worker, and the kernel whose runs it makes; null where there is none.
shared_state& state_of_worker();
const kernel* kernel_of_worker();

/// Writes down the cause, unless one was written before, and where control is.
void blame(death_cause cause);
/// Writes down what is said of the cause.
void keep_words(const char* words);
/// Blames, and leaves.
[[noreturn]] void die_of(death_cause cause);

/// Writes the path of the running task, without ordinals, to `record`; empty outside of tasks.
void write_path(death_record& record);

/// Ends this process at once, without destructors and exit handlers, but with its coverage counters
/// written.
[[noreturn]] void leave_worker(int status);

/// The exit status of a worker that wrote down how it died.
inline constexpr int died_with_cause = 70;

}  // namespace cutpoint
