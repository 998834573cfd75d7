#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <new>
#include <vector>

namespace cutpoint {

/// The tasks of one kind, used again from run to run, each run in the same order.
///
/// A task is made new when it is taken, not when its run ends: it is then in the cache, and a run
/// that leaves nothing behind ends without a look at any of its tasks.
template <class Task>
class task_pool {
 public:
  /// Returns: a task as it is when made. Lifetime: until the run ends.
  Task& take() {
    if (taken_ == made_.size()) {
      made_.push_back(&memory_.emplace_back());
    } else {
      std::destroy_at(made_[taken_]);
      // By its initializers alone: construct_at would clear all of it first.
      ::new (static_cast<void*>(made_[taken_])) Task;
    }
    return *made_[taken_++];
  }
  /// Says that a task of this run holds something that has to go when the run ends.
  void owe() { owes_ = true; }
  /// Takes all tasks back. Calls `settle(task)` for each where anything is owed.
  template <class Settle>
  void end_run(Settle settle) {
    if (owes_)
      for (std::size_t i = 0; i < taken_; ++i) settle(*made_[i]);
    owes_ = false;
    taken_ = 0;
  }

 private:
  bool owes_ = false;
  std::size_t taken_ = 0;
  std::vector<Task*> made_;
  std::deque<Task> memory_;
};

}  // namespace cutpoint
