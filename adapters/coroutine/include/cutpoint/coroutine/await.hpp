#pragma once

#include <cutpoint/coroutine/task.hpp>

#include <utility>

namespace cutpoint {

namespace coroutines {
/// Runs the coroutine that is to be resumed at `frame` on the stack of the current task, which
/// suspends whenever the coroutine does, until the coroutine has ended. Misuse in a task without a
/// stack of its own.
void drive(std::coroutine_handle<> frame);
}  // namespace coroutines

/// Waits, in a task with a stack of its own, for a coroutine: it becomes part of that task, and a
/// stop of the task is thrown into it. Returns: what the coroutine gives. Errors: what it throws.
/// Misuse in a coroutine, which writes `co_await`. Choices: none but the coroutine's.
template <class T>
T await(task<T> awaited) {
  // Moved here, since compilers differ in when a parameter goes.
  task<T> running = std::move(awaited);
  coroutines::drive(running.begin());
  return running.take();
}

}  // namespace cutpoint
