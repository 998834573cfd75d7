#pragma once

#include <cutpoint/program/park.hpp>

#include <source_location>

/// What a task knows and says about itself.
namespace cutpoint::this_task {

/// Returns: the task that is running; what others `wake`.
task_ref self();

/// Says that a stop which was thrown into this task is handled for good: the task goes on, and is
/// not held to have swallowed it. A `level` stop throws no more.
void acknowledge_stop();

/// Asks whether this task was stopped, as a loop without suspensions does. Returns: true where a
/// stop has reached it, which an `edge` stop says once and is then spent; false in a shield.
/// Nothing is thrown. The task then ends, or says `acknowledge_stop()`: one that goes on polling
/// ignores the stop. Choices: one, whether a stop comes now; nobody else runs.
bool poll_stop(label operation = "poll",
               std::source_location where = std::source_location::current());

/// Promises that this task does not suspend any more once a stop was thrown into it, as a generator
/// must not behind `close()`. Suspending then is the finding "suspended after stop".
void no_suspend_after_stop();

/// Returns: true once a `request` stop reached this task: the stop token.
bool stop_requested();

}  // namespace cutpoint::this_task
