#pragma once

#include <cutpoint/program/awaitable.hpp>

#include <source_location>

namespace cutpoint {

/// Names a task of the run in progress. Copied freely; valid until the run ends.
class task_ref {
 public:
  explicit task_ref(task& t) : task_(&t) {}

  bool ended() const { return task_->ended(); }
  task& get() const { return *task_; }
  friend bool operator==(task_ref, task_ref) = default;

 private:
  task* task_;
};

/// Nothing to undo when a stop ends a wait.
struct no_hooks {};

namespace detail {
template <class Hooks>
class park_operation {
 public:
  explicit park_operation(Hooks& hooks) : hooks_(&hooks) {}
  void enqueue(wait_node&) noexcept {}
  void withdraw(wait_node&) noexcept {
    if constexpr (requires { hooks_->withdraw(); }) hooks_->withdraw();
  }
  void give_back() noexcept {
    if constexpr (requires { hooks_->give_back(); }) hooks_->give_back();
  }
  void take() noexcept {}

 private:
  Hooks* hooks_;
};
}  // namespace detail

/// Parks the current task until somebody calls `wake` with it: what all waiting is made of.
/// Resumes: nobody; `wake` makes the task ready, and it runs when it is picked.
/// Errors: `cancelled` where a stop is due.
awaitable<detail::park_operation<no_hooks>> park(
    label operation = "park", std::source_location where = std::source_location::current());

/// The same for a primitive that must know of stops. `hooks` may have two members, both `noexcept`:
/// `withdraw()` is called when a stop reaches the parked task, before anybody else runs: leave the
/// queue. `give_back()` is called when the task was woken but a stop came before it ran: pass on
/// what the wake-up stood for. Lifetime: `hooks` outlives the wait.
template <class Hooks>
awaitable<detail::park_operation<Hooks>> park(
    label operation, Hooks& hooks, std::source_location where = std::source_location::current()) {
  return awaitable<detail::park_operation<Hooks>>(site(operation, where), hooks);
}

/// Makes `t` ready if it is parked. Returns: false if it is not, or if a stop has already ended its
/// wait; nothing is remembered then.
bool wake(task_ref t);

}  // namespace cutpoint
