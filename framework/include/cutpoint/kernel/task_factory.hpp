#pragma once

#include <cutpoint/kernel/task.hpp>

#include <exception>
#include <memory>

namespace cutpoint {

class kernel;

/// What a task with a stack of its own runs.
class task_body {
 public:
  virtual ~task_body() = default;
  /// Runs the body to its end, on the task's stack, and destroys the arguments; may throw.
  virtual void run() = 0;
  /// Destroys the arguments of a body that never ran.
  virtual void discard() noexcept = 0;
};

/// Makes tasks that run a `task_body`, each on a stack of its own. An adapter has one.
class task_factory {
 public:
  virtual ~task_factory() = default;
  /// Returns: a task of `run`, not yet adopted. It keeps `body` until it has ended.
  virtual task_control& make(kernel& run, std::shared_ptr<task_body> body) const = 0;
  virtual const task_ops& ops() const = 0;  ///< how its tasks are resumed and dropped
};

/// Returns: the factory that makes stackful tasks in this process; null before one is registered.
const task_factory* stackful_factory();

/// Makes `factory` the one. Called by the adapter's header when the program starts.
const task_factory* register_stackful_factory(const task_factory& factory);

}  // namespace cutpoint
