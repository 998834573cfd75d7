#pragma once

#include "context.hpp"
#include "stack_pool.hpp"

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/kernel/task_factory.hpp>
#include <cutpoint/kernel/task_pool.hpp>

#include <memory>

namespace cutpoint::fibers {

class host;

/// A task with a stack of its own, which it is given when it first runs.
struct fiber : task_control {
  host* keeper = nullptr;
  std::shared_ptr<task_body> body;
  stack memory;
  context place;
  context* back = nullptr;  ///< where to return when a drop has unwound the stack
  bool started = false;
  unsigned refusals = 0;  ///< suspensions since the drop was thrown
};

/// The fibers of one kernel, their stacks, and which of them is running.
class host final : public kernel_extension {
 public:
  fiber& make(std::shared_ptr<task_body> body);
  void end_run() noexcept override;
  bool guards(const void* address) const noexcept override { return stacks_.in_guard(address); }

  /// Leaves home, until a fiber comes back.
  void run(fiber& f);
  /// Gives up control from the running fiber `self`, which `next` is to follow.
  void leave(fiber& self, task_control* next);
  /// Throws the drop into `f`, and returns when its stack has unwound or was given up.
  void unwind(fiber& f);
  [[noreturn]] void give_up(fiber& self);
  bool unwinding(const fiber& f) const;
  /// Says that a fiber of this run ends by an error, which its record keeps.
  void keep_error() { fibers_.owe(); }

 private:
  static void enter_stack(boost::context::detail::transfer_t from);
  fiber* finish(fiber& self);
  context& start_or_resume(fiber& f);
  void start(fiber& f);
  context& target_of(task_control* next);

  context home_;
  float_mode float_mode_;  ///< home's, in which every task starts
  fiber* running_ = nullptr;
  exception_state* live_ = nullptr;
  stack_pool stacks_;
  task_pool<fiber> fibers_;
};

extern const task_ops operations;

}  // namespace cutpoint::fibers
