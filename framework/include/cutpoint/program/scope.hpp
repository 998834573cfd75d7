#pragma once

#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/kernel/wait_queue.hpp>
#include <cutpoint/program/awaitable.hpp>
#include <cutpoint/program/spawn.hpp>
#include <cutpoint/program/unstoppable.hpp>

#include <cstddef>
#include <source_location>
#include <utility>
#include <vector>

namespace cutpoint {

/// Owns any number of tasks and outlives them all.
///
/// A scope that is destroyed while tasks are left ends them as a `task_handle` would, in spawn
/// order; where its own task is dropped, they are dropped in reverse. What a task of a scope gives
/// is thrown away; an error that leaves it is a finding.
class scope {
 private:
  class join_operation {
   public:
    explicit join_operation(scope& s) : scope_(&s) {}
    bool ready() const noexcept { return scope_->alive() == 0; }
    void complete(wait_node&) noexcept {}
    void enqueue(wait_node& node) noexcept {
      scope_->used_.write();
      scope_->joiners_.push_back(node);
    }
    void withdraw(wait_node& node) noexcept {
      scope_->used_.write();
      scope_->joiners_.erase(node);
    }
    void take() noexcept {}
    const task_control* waits_for() const noexcept { return scope_->first_alive(); }

   private:
    scope* scope_;
  };

 public:
  scope() = default;
  /// A scope to whose tasks the search delivers no stop: `scope helpers(unstoppable);`
  explicit scope(unstoppable_t) : exempt_(true) {}
  ~scope();
  scope(const scope&) = delete;
  scope& operator=(const scope&) = delete;

  /// Starts `body(args...)` as a task that this scope owns; else as `cutpoint::spawn`.
  template <class Body, class... Args>
  task_ref spawn(task_name name, Body&& body, Args&&... args) {
    task_ref started =
        cutpoint::spawn(name, std::forward<Body>(body), std::forward<Args>(args)...).detach();
    own(started.get());
    return started;
  }

  /// Waits until every task of the scope has ended. Resumes: the end of the last one.
  awaitable<join_operation> join(std::source_location where = std::source_location::current()) {
    return awaitable<join_operation>(site("scope.join", where), *this);
  }

  /// Stops every task that is left, in spawn order; a drop goes in reverse.
  void stop(stop_mode mode = stop_mode::edge);
  /// Returns: how many tasks have not ended.
  std::size_t alive() const;
  /// For adapters. Returns: every task that it was given, in spawn order.
  const std::vector<task_control*>& tasks() const { return tasks_; }

 private:
  void own(task_control& t);
  const task_control* first_alive() const;

  struct member final : end_listener {
    explicit member(scope& of) : in(&of) {}
    void task_ended(task_control& t) noexcept override;
    scope* in;
  };
  member listener_{*this};
  shared_object used_;
  bool exempt_ = false;
  std::vector<task_control*> tasks_;
  wait_queue joiners_;
};

}  // namespace cutpoint
