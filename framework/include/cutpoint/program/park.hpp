#pragma once

#include <cutpoint/program/awaitable.hpp>

#include <source_location>
#include <utility>

namespace cutpoint {

/// Names a task of the run in progress. Copied freely; valid until the run ends.
class task_ref {
 public:
  explicit task_ref(task_control& t) : task_(&t) {}  ///< Lifetime: until the run ends.

  /// Whether the task has ended.
  bool ended() const {
    task_->home->uses_end(*task_, object_use::read);
    return task_->ended();
  }
  task_control& get() const { return *task_; }  ///< the task as the kernel knows it
  friend bool operator==(task_ref, task_ref) = default;

 private:
  task_control* task_;
};

/// Nothing to undo when a stop ends a wait.
struct no_hooks {};

namespace detail {
template <class Hooks>
class park_operation {
 public:
  using woken_by_anybody = void;

  explicit park_operation(Hooks& hooks) : hooks_(&hooks) {}
  park_operation(const park_operation&) = delete;
  park_operation& operator=(const park_operation&) = delete;
  // Where the stop is thrown before the task parks, the primitive hears of it all the same.
  ~park_operation() { leave(); }

  void enqueue(wait_node&) noexcept {}
  void withdraw(wait_node&) noexcept { leave(); }
  void give_back() noexcept {
    settled_ = true;
    if constexpr (requires { hooks_->give_back(); }) hooks_->give_back();
  }
  void take() noexcept { settled_ = true; }

 private:
  void leave() noexcept {
    if (std::exchange(settled_, true)) return;
    if constexpr (requires { hooks_->withdraw(); }) hooks_->withdraw();
  }

  Hooks* hooks_;
  bool settled_ = false;
};
}  // namespace detail

/// Parks the current task until somebody calls `wake` with it: what all waiting is made of.
/// Resumes: nobody; `wake` makes the task ready, and it runs when it is picked.
/// Errors: `cancelled` where a stop is due.
awaitable<detail::park_operation<no_hooks>> park(
    label operation = "park", std::source_location where = std::source_location::current());

/// The same for a primitive that must know of stops. `hooks` may have two members, both `noexcept`:
/// `withdraw()` is called when a stop reaches the parked task, before anybody else runs, or is
/// thrown instead of parking: leave the queue. `give_back()` is called when the task was woken but
/// a stop came before it ran: pass on what the wake-up stood for. Lifetime: `hooks` outlives the
/// wait.
template <class Hooks>
awaitable<detail::park_operation<Hooks>> park(
    label operation, Hooks& hooks, std::source_location where = std::source_location::current()) {
  return awaitable<detail::park_operation<Hooks>>(site(operation, where), hooks);
}

/// Delivers a stop of the program's own to `t`, whoever owns it; does nothing if it has ended.
/// Misuse: a drop of the current task. `strength` is what a `request` tells the callbacks.
void stop(task_ref t, stop_mode mode = stop_mode::edge,
          stop_strength strength = stop_strength::terminal);

/// Makes `t` ready if it waits in `park`. Returns: false if it does not, or if a stop has already
/// ended its wait; nothing is remembered then.
bool wake(task_ref t);

}  // namespace cutpoint
