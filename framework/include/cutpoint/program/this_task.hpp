#pragma once

#include <cutpoint/program/park.hpp>

/// What a task knows and says about itself.
namespace cutpoint::this_task {

/// Returns: the task that is running; what others `wake`.
task_ref self();

/// Says that a stop which was thrown into this task is handled for good: the task goes on, and is
/// not held to have swallowed it. A `level` stop throws no more.
void acknowledge_stop();

/// Returns: true once a `request` stop reached this task: the stop token.
bool stop_requested();

}  // namespace cutpoint::this_task
