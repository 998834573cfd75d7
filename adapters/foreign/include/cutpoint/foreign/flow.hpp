#pragma once

#include <cutpoint/foreign/continuation.hpp>
#include <cutpoint/program/park.hpp>
#include <cutpoint/program/task_name.hpp>
#include <cutpoint/trace/label.hpp>
#include <cutpoint/trace/stop.hpp>
#include <cutpoint/trace/virtual_time.hpp>

#include <concepts>
#include <exception>
#include <memory>
#include <source_location>
#include <utility>

namespace cutpoint::foreign {

class flow;
class foreign_task;

namespace detail {
void spawn(task_name name, std::unique_ptr<flow> made);
void begin(task_name name, std::unique_ptr<flow> made);
void start_main(kernel& run, std::unique_ptr<flow> made);
}  // namespace detail

/// What a library of another kind runs as one task: the seam.
///
/// The glue for a library derives from it. It tells the kernel what the library wants to run later
/// (`post`, `post_after`), and the kernel tells it when: each continuation runs as a step of the
/// task, at home, when the task is picked. Between two steps the task is parked, or ready if a
/// continuation is due. It may have several at once; a choice then says which is next, 0 being the
/// one that has been due longest.
///
/// In a step of a flow with one continuation at a time, a coroutine of the library may also
/// `co_await` whatever is Cutpoint's: it is a suspension of the task as in `task<T>`.
///
/// Threads: the run's. Lifetime: from `spawn` to the end of the run, also after the task ended.
class flow {
 public:
  /// `delivers` names the stop modes that `stop` and `destroy` carry out; a check that asks for
  /// another is bad input.
  explicit flow(stop_modes delivers) : delivers_(delivers) {}
  virtual ~flow() = default;
  flow(const flow&) = delete;
  flow& operator=(const flow&) = delete;

  /// The first step of a task that was spawned.
  virtual void start() {}

  /// Delivers a stop by the library's own verb.
  ///
  /// `edge`, `level`: called as a step of the task, when it is picked after the stop reached it:
  /// makes its wait, or its next one, fail in the library's way. What is due behind it runs in the
  /// same step. Under `level` it is called again at each later suspension.
  /// `request`: called when the stop comes, at home or in the step of the task that asked for it;
  /// posts what it wants to run.
  virtual void stop(stop_mode mode, stop_strength strength) = 0;

  /// Destroys what is left of the task where it stands: its frames, or its arguments if it never
  /// started. It is how a `drop` is delivered, how an `edge` ends a task before its start, and how
  /// a run that is given up is cleared away, whatever the modes. Nothing that is due runs any more.
  virtual void destroy() noexcept = 0;

  /// Has `next` run as a step of this task as soon as the task is picked.
  /// Resumes: the kernel, at home.
  void post(continuation next, label operation = "post",
            std::source_location where = std::source_location::current());

  /// The same when `length` of virtual time has passed. Units: virtual nanoseconds.
  void post_after(virtual_duration length, continuation next, label operation = "sleep",
                  std::source_location where = std::source_location::current());

  /// Takes `next` back. Returns: false if it neither is due nor waits for its time.
  bool cancel(continuation next);

  /// Says where the task waits when it has posted nothing: the label of what only the library
  /// knows, as a lock of its own. Holds until something that was posted runs.
  void waits_at(label operation, std::source_location where = std::source_location::current());

  /// Says that the task has ended; at the end of the step, if it is in one. `task_end::stopped` is
  /// how a task ends that obeyed a stop, the run's or its library's own; ending with a value after
  /// an `edge` is a swallowed stop.
  void end(task_end how = task_end::value, std::exception_ptr error = nullptr);

  /// Says that control is back in this task: the step goes on in its name, after the library ran
  /// others inside (`begin`).
  void goes_on();

  /// Returns: its task, for `wake`, `stop` and the like. Requires: `spawn` or `begin` was called.
  task_ref ref() const;

 private:
  friend void detail::spawn(task_name, std::unique_ptr<flow>);
  friend void detail::begin(task_name, std::unique_ptr<flow>);
  friend void detail::start_main(kernel&, std::unique_ptr<flow>);
  static foreign_task& become_task(kernel& run, std::unique_ptr<flow> made, task_name name,
                                   task_control* parent, site where);

  stop_modes delivers_;
  foreign_task* task_ = nullptr;
};

/// Returns: the flow of the current task; null where it belongs to no flow.
flow* current_flow();

/// Makes a ready task of `made`, whose parent is the current one; `start()` is its first step.
template <std::derived_from<flow> Flow>
Flow& spawn(task_name name, std::unique_ptr<Flow> made) {
  Flow& result = *made;
  detail::spawn(name, std::move(made));
  return result;
}

/// Makes a task of `made` that has begun: what the library runs from here on is its first step,
/// inside the step of the current flow, until the step ends or another flow `goes_on()`. So does a
/// library that starts eagerly. `start()` is not called, and no stop comes before the start.
/// Misuse outside of a step of a flow. Choices: none.
template <std::derived_from<flow> Flow>
Flow& begin(task_name name, std::unique_ptr<Flow> made) {
  Flow& result = *made;
  detail::begin(name, std::move(made));
  return result;
}

}  // namespace cutpoint::foreign
