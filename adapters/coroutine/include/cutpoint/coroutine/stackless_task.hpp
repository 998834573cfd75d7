#pragma once

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program/task_name.hpp>

#include <coroutine>
#include <memory>

namespace cutpoint::coroutines {

/// The coroutine that a stackless task runs: the seam for coroutine types other than `task<T>`.
///
/// Whoever suspends it stores in `task_control::leaf` where to go on; at its end it stores null.
class stackless_body {
 public:
  virtual ~stackless_body() = default;
  /// Makes the outermost coroutine. Called in the name of the task, when it first runs; may throw.
  /// Returns: what to resume.
  virtual std::coroutine_handle<> begin() = 0;
  /// Returns: true when the coroutine has ended.
  virtual bool done() const = 0;
  /// Keeps the result of the coroutine, which has ended; throws what it threw.
  virtual void take_result() = 0;
  /// Destroys the frame where it stands, if there is one, and the arguments.
  virtual void destroy() noexcept = 0;
};

/// Makes a task that runs `body`, which it keeps until it has ended; its parent is the current one.
/// Resumes: the kernel's loop, at home. Where such a task runs, nobody else is on the stack.
task_control& start_stackless(task_name name, std::shared_ptr<stackless_body> body);

/// Makes `main` of `run`, which has just begun.
void start_main(kernel& run, std::shared_ptr<stackless_body> body);

}  // namespace cutpoint::coroutines
