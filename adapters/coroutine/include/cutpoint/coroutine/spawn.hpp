#pragma once

#include <cutpoint/coroutine/stackless_task.hpp>
#include <cutpoint/coroutine/task.hpp>
#include <cutpoint/kernel/memory_pool.hpp>
#include <cutpoint/program/spawn.hpp>

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace cutpoint {

namespace coroutines {

/// A coroutine that runs as a task of its own, the call that makes it, and what it gave.
template <class T, class Call>
class spawned final : public detail::task_result<T>, public stackless_body {
 public:
  explicit spawned(Call call) : call_(std::move(call)) {}

  std::coroutine_handle<> begin() override {
    started_.emplace((*call_)());
    return started_->begin();
  }
  bool done() const override { return started_->done(); }
  void take_result() override {
    if constexpr (std::is_void_v<T>) {
      started_->take();
      this->value.emplace();
    } else {
      this->value.emplace(started_->take());
    }
  }
  // The frame goes first: it may refer to what the call holds.
  void destroy() noexcept override {
    started_.reset();
    call_.reset();
  }

 private:
  std::optional<Call> call_;
  std::optional<task<T>> started_;
};

}  // namespace coroutines

/// `spawn(name, coroutine, args...)` starts a coroutine that returns `task<T>` as a task without a
/// stack of its own; its handle gives an `outcome<T>`. The coroutine is called when the task first
/// runs, with what the task owns: callable and arguments live until the task has ended, so here a
/// lambda may have captures.
///
/// A handle or a scope that is destroyed in a coroutine drops what it owns, since a coroutine
/// cannot wait in a destructor: see `with_scope`.
template <class T>
struct task_starter<task<T>> {
  using value_type = T;

  /// Starts a task that runs the coroutine which `call` makes.
  template <class Call>
  static task_handle<T> start(task_name name, Call call) {
    static_assert(!std::is_reference_v<T>, "a task that is spawned gives a value, no reference");
    using body = coroutines::spawned<T, Call>;
    auto state = std::allocate_shared<body>(run_allocator<body>(), std::move(call));
    task_control& made = coroutines::start_stackless(name, state);
    return task_handle<T>(made, std::move(state));
  }
};

}  // namespace cutpoint
