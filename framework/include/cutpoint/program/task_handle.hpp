#pragma once

#include <cutpoint/program/awaitable.hpp>
#include <cutpoint/program/park.hpp>
#include <cutpoint/trace/outcome.hpp>

#include <memory>
#include <optional>
#include <source_location>
#include <utility>
#include <vector>

namespace cutpoint {

namespace detail {

/// Where a task leaves its value for whoever joins it.
template <class Result>
class task_result {
 public:
  std::optional<typename outcome<Result>::value_type> value;

 protected:
  ~task_result() = default;
};

/// Waits for the end of a task.
class join_node {
 public:
  explicit join_node(task_control& joined) : joined_(&joined) {}
  bool ready() const noexcept { return task_ref(*joined_).ended(); }
  void complete(wait_node&) noexcept {}
  void enqueue(wait_node& node) noexcept {
    joined_->home->uses_end(*joined_, object_use::mark);
    joined_->joiners.push_back(node);
  }
  void withdraw(wait_node& node) noexcept {
    joined_->home->uses_end(*joined_, object_use::mark);
    joined_->joiners.erase(node);
  }
  const task_control* waits_for() const noexcept { return joined_; }

 protected:
  task_control* joined_;
};

template <class Result>
class join_operation : public join_node {
 public:
  join_operation(task_control& joined, task_result<Result>& result)
      : join_node(joined), result_(&result) {}
  outcome<Result> take() {
    joined_->error_taken = true;
    switch (joined_->end) {
      case task_end::error:
        return outcome<Result>::of_error(joined_->error);
      case task_end::stopped:
        return outcome<Result>::of_stop();
      case task_end::dropped:
        return outcome<Result>::of_drop();
      case task_end::value:
        break;
    }
    CUTPOINT_REQUIRE(result_->value.has_value(), "a task's value is joined once");
    auto value = std::move(*result_->value);
    result_->value.reset();
    return outcome<Result>::of_value(std::move(value));
  }

 private:
  task_result<Result>* result_;
};

/// Ends the tasks whose owner goes away: stops them all, in order, and waits for them; or drops
/// them in reverse, where the owner cannot wait. Tasks may be added meanwhile.
void end_owned(const std::vector<task_control*>& owned) noexcept;
/// The same for one task.
void end_owned(task_control& t) noexcept;

}  // namespace detail

/// Owns a spawned task.
///
/// A handle that is destroyed while its task has not ended stops it, in the way in which its own
/// task was stopped, else by `edge`, unless it was stopped before; and waits for its end. That wait
/// is shielded. Where the own task is dropped, or has no stack to wait on, the owned one is
/// dropped.
template <class Result>
class [[nodiscard("join() or detach() it")]] task_handle {
 public:
  /// What `spawn` makes.
  task_handle(task_control& t, std::shared_ptr<detail::task_result<Result>> result)
      : task_(&t), result_(std::move(result)) {}
  /// `other` refers to no task any more.
  task_handle(task_handle&& other) noexcept
      : task_(std::exchange(other.task_, nullptr)), result_(std::move(other.result_)) {}
  task_handle& operator=(task_handle&& other) noexcept {
    std::swap(task_, other.task_);
    std::swap(result_, other.result_);
    return *this;
  }
  ~task_handle() {
    if (task_ != nullptr) detail::end_owned(*task_);
  }

  /// Waits for the end of the task. Gives its `outcome`, once.
  /// Resumes: the end of the task makes the joiner ready.
  awaitable<detail::join_operation<Result>> join(
      std::source_location where = std::source_location::current()) {
    return awaitable<detail::join_operation<Result>>(site("join", where), *task_, *result_);
  }

  /// Returns: the `outcome` of a task that has ended, once, without waiting.
  outcome<Result> take_outcome() {
    CUTPOINT_REQUIRE(ended(), "the outcome of a task is known when it has ended");
    return detail::join_operation<Result>(*task_, *result_).take();
  }

  /// Stops the task; does nothing if it has ended.
  void stop(stop_mode mode = stop_mode::edge) { task_->home->stop(*task_, mode); }
  bool ended() const { return ref().ended(); }       ///< whether the task has ended
  task_ref ref() const { return task_ref(*task_); }  ///< the task, for `wake` and `stop`
  /// Lets the task go on without an owner. One that outlives its parent is an orphan.
  task_ref detach() { return task_ref(*std::exchange(task_, nullptr)); }

 private:
  task_control* task_;
  std::shared_ptr<detail::task_result<Result>> result_;
};

}  // namespace cutpoint
