#pragma once

#include <cutpoint/kernel/task.hpp>
#include <cutpoint/kernel/wait_queue.hpp>
#include <cutpoint/program/awaitable.hpp>

#include <cstddef>
#include <vector>

/// How an owner that goes away ends the tasks that it owns.
namespace cutpoint::detail {

/// Waits for the end of a task that has not ended. No other task gets in between by a checkpoint:
/// whoever goes away waits only where there is something to wait for.
class end_of_task {
 public:
  explicit end_of_task(task_control& t) : task_(&t) {}
  void enqueue(wait_node& node) noexcept {
    node.waiter()->home->uses_end(*task_, object_use::mark);
    task_->joiners.push_back(node);
  }
  void withdraw(wait_node& node) noexcept {
    node.waiter()->home->uses_end(*task_, object_use::mark);
    task_->joiners.erase(node);
  }
  void take() noexcept {}
  const task_control* waits_for() const noexcept { return task_; }

 private:
  task_control* task_;
};

/// Waits, under a shield, for the end of `t`, which has not ended.
awaitable<end_of_task> shielded_join(task_control& t);

/// Stops the tasks of an owner, which can wait, and names those that it has to wait for.
class ending {
 public:
  /// Lifetime: `owned` may grow while the owner waits, and outlives this.
  ending(const task_control& owner, const std::vector<task_control*>& owned)
      : owner_(&owner), owned_(&owned) {}

  /// Stops, in order, those that were not stopped yet: in the way in which the owner was stopped,
  /// else by `edge`. Returns: the first that has not ended; null when all have.
  task_control* next();

 private:
  const task_control* owner_;
  const std::vector<task_control*>* owned_;
  std::size_t stopped_ = 0;
  std::size_t ended_ = 0;
};

}  // namespace cutpoint::detail
