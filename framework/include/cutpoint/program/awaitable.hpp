#pragma once

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/kernel/wait_node.hpp>

#include <coroutine>
#include <optional>
#include <utility>

namespace cutpoint {

/// What `co_await x` and `await(x)` wait for: one suspension of one task.
///
/// `Operation` says what is waited for. It has
/// - `void enqueue(wait_node&) noexcept`: stands in line; somebody then calls `kernel::grant(node)`
/// - `void withdraw(wait_node&) noexcept`: leaves the line, because of a stop
/// - `T take()`: the result, once granted
///
/// and may have
/// - `bool ready() const noexcept`, `void complete(wait_node&) noexcept`: it could complete at
/// once,
///   and does. Such an operation passes a checkpoint first.
/// - `void give_back() noexcept`: was granted, but a stop came before `take()`; passes the grant on
/// - `const task* waits_for() const noexcept`: whom it waits for, for the wait-for graph
/// - `awaited_lock awaits_lock() const noexcept`: the lock that it waits for, where that is all
/// - a member type `stays_ready`: `enqueue` makes the task ready, by `kernel::yield`; it never
/// parks
/// - a member type `woken_by_anybody`: `wake(task)` ends the wait
/// - `static constexpr bool fit_for_co_await`: false where the compiler would destroy twice what
/// the
///   operation was made of
///
/// Resumes: the kernel, when it picks the granted task. Threads: the run's. Lifetime: until the
/// task goes on; it cannot be moved, so a function returns it by value and nobody keeps it.
template <class Operation>
class [[nodiscard("await it")]] awaitable final : public wait_node {
 public:
  /// Makes the operation of `args`; `where` is its site.
  template <class... Args>
  explicit awaitable(site where, Args&&... args)
      : wait_node(where), operation_(std::forward<Args>(args)...) {}

  ~awaitable() {
    if (state() == wait_state::idle) return;
    if (state() == wait_state::parked) operation_.withdraw(*this);
    if constexpr (requires { operation_.give_back(); })
      if (state() == wait_state::granted) operation_.give_back();
    // A frame that is being destroyed is left by no other way; nobody is to find this node there.
    if (waiter()->node == this) waiter()->node = nullptr;
  }

  bool await_ready() {
    kernel& run = this_kernel();
    run.enter(*this);
    if constexpr (can_complete_at_once)
      if (operation_.ready()) return run.checkpoint(*this);
    return false;
  }

  void await_suspend(std::coroutine_handle<> waiting) {
    static_assert(fit_for_co_await(),
                  "g++ 12 destroys a temporary lambda in a co_await expression twice: give it a "
                  "name, and pass that, or std::ref of it");
    waiter()->leaf = waiting.address();
    begin_wait();
  }

  /// The part of a suspension that is the same for coroutines and fibers.
  void begin_wait() {
    if constexpr (can_complete_at_once)
      if (state() != wait_state::idle) return;  // the checkpoint has seen to it
    operation_.enqueue(*this);
    if constexpr (!requires { typename Operation::stays_ready; })
      if (state() == wait_state::idle) waiter()->home->park(*this);
  }

  decltype(auto) await_resume() {
    waiter()->home->resumed(*this);
    return operation_.take();
  }

  /// Returns: whether it may stand in a `co_await` expression.
  static constexpr bool fit_for_co_await() {
    if constexpr (requires { Operation::fit_for_co_await; })
      return Operation::fit_for_co_await;
    else
      return true;
  }

  bool attempt() noexcept override {
    if constexpr (can_complete_at_once) {
      if (!operation_.ready()) {
        operation_.enqueue(*this);
        return false;
      }
      operation_.complete(*this);
    }
    return true;
  }

  void withdraw() noexcept override { operation_.withdraw(*this); }

  bool pass_on(stop_mode mode) noexcept override {
    if constexpr (requires { operation_.pass_on(mode); })
      return operation_.pass_on(mode);
    else
      return false;
  }

  bool heeds_wake() const noexcept override {
    return requires { typename Operation::woken_by_anybody; };
  }

  const task_control* waits_for() const noexcept override {
    if constexpr (requires { operation_.waits_for(); })
      return operation_.waits_for();
    else
      return nullptr;
  }

  std::optional<awaited_lock> awaits_lock() const noexcept override {
    if constexpr (requires { operation_.awaits_lock(); })
      return operation_.awaits_lock();
    else
      return std::nullopt;
  }

 private:
  static constexpr bool can_complete_at_once =
      requires(const Operation& operation) { operation.ready(); };

  Operation operation_;
};

/// Suspends the current task until `x` is done, from any depth of calls. Returns: what `x` gives.
/// Errors: `cancelled` where a stop is due; whatever `x` throws. Misuse in a task without a stack
/// of its own, which writes `co_await x`.
template <class Awaitable>
decltype(auto) await(Awaitable&& x) {
  if (!x.await_ready()) {
    task_control& waiter = *x.waiter();
    const auto suspend = waiter.ops->suspend;
    CUTPOINT_REQUIRE(suspend != nullptr, "a coroutine writes co_await instead of await");
    x.begin_wait();
    suspend(waiter);
  }
  return x.await_resume();
}

}  // namespace cutpoint
