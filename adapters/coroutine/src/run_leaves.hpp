#pragma once

#include <cutpoint/kernel/task.hpp>

#include <coroutine>
#include <utility>

namespace cutpoint::coroutines {

/// Resumes one coroutine of `t` after another, each where the last one left off, until the task
/// suspends or no coroutine is left.
inline void run_leaves(task_control& t) {
  while (void* const leaf = std::exchange(t.leaf, nullptr)) {
    std::coroutine_handle<>::from_address(leaf).resume();
    if (t.phase != task_phase::running) return;
  }
}

}  // namespace cutpoint::coroutines
