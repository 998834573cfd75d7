#pragma once

#include <cutpoint/program/park.hpp>
#include <cutpoint/program/scope.hpp>
#include <cutpoint/trace/stop.hpp>

#include <stop_token>
#include <utility>

namespace cutpoint {

/// Stops a task, or every task that is left in a scope, when stop is requested of a
/// `std::stop_token`: inside the call that requests it, or here and now where that has happened.
/// The stop is one of the program's own, as by `stop(task)` and `scope::stop`.
///
/// `const stop_on shutdown(server.get_token(), workers);` The way back is `task_stop_source`.
///
/// Misuse: a `drop` of the task that requests. Threads: stop is requested in the run, by no other
/// thread. Lifetime: it goes before the scope does, and before the run ends.
class [[nodiscard("it listens while it lives")]] stop_on {
 public:
  /// Stops `target` when `token` is asked to.
  stop_on(std::stop_token token, task_ref target, stop_mode mode = stop_mode::request)
      : heard_(std::move(token), action(target, mode)) {}
  /// Stops all tasks of `target` when `token` is asked to.
  stop_on(std::stop_token token, scope& target, stop_mode mode = stop_mode::request)
      : heard_(std::move(token), action(target, mode)) {}

 private:
  class action {
   public:
    action(task_ref target, stop_mode mode) : task_(&target.get()), mode_(mode) {}
    action(scope& target, stop_mode mode) : scope_(&target), mode_(mode) {}
    void operator()() const {
      if (scope_ != nullptr)
        scope_->stop(mode_);
      else
        stop(task_ref(*task_), mode_);
    }

   private:
    task_control* task_ = nullptr;
    scope* scope_ = nullptr;
    stop_mode mode_;
  };

  std::stop_callback<action> heard_;
};

}  // namespace cutpoint
