#pragma once

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/kernel/memory_pool.hpp>
#include <cutpoint/kernel/task_factory.hpp>
#include <cutpoint/program/task_handle.hpp>
#include <cutpoint/program/task_name.hpp>
#include <cutpoint/program/unstoppable.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cutpoint {

namespace detail {

template <class Result, class Call>
class spawned_body final : public task_body, public task_result<Result> {
 public:
  explicit spawned_body(Call call) : call_(std::move(call)) {}

  void run() override {
    // The arguments live in this frame, so they are gone when the task has ended.
    Call call = std::move(*call_);
    call_.reset();
    if constexpr (std::is_void_v<Result>) {
      std::move(call)();
      this->value.emplace();
    } else {
      this->value.emplace(std::move(call)());
    }
  }

  void discard() noexcept override { call_.reset(); }

 private:
  std::optional<Call> call_;
};

/// Makes the task; its parent is the current one.
task_control& start_task(task_name name, std::shared_ptr<task_body> body);

/// Returns: `body(args...)` as one callable that owns copies of both.
template <class Body, class... Args>
auto bind_call(Body&& body, Args&&... args) {
  return [body_ = std::decay_t<Body>(std::forward<Body>(body)),
          args_ = std::tuple<std::decay_t<Args>...>(std::forward<Args>(args)...)]() mutable {
    return std::apply(std::move(body_), std::move(args_));
  };
}

}  // namespace detail

/// How a callable that returns `Result` becomes a task: here on a stack of its own. An adapter
/// specialises it for results that stand for something else, as a coroutine does.
template <class Result>
struct task_starter {
  using value_type = Result;

  /// Starts a task that makes `call`.
  template <class Call>
  static task_handle<Result> start(task_name name, Call call) {
    using body = detail::spawned_body<Result, Call>;
    auto state = std::allocate_shared<body>(run_allocator<body>(), std::move(call));
    task_control& started = detail::start_task(name, state);
    return task_handle<Result>(started, std::move(state));
  }
};

/// Starts `body(args...)` as a task of its own; the current task is its parent, and goes on. A
/// plain function runs on a stack of its own. Body and arguments are copied or moved into the task.
///
/// Returns: a handle that owns the task: it is joined, detached, or stopped and waited for by the
/// handle's destructor. `name` becomes the last part of the task's path.
template <class Body, class... Args>
  requires std::invocable<std::decay_t<Body>, std::decay_t<Args>...>
auto spawn(task_name name, Body&& body, Args&&... args) {
  using result = std::invoke_result_t<std::decay_t<Body>, std::decay_t<Args>...>;
  return task_starter<result>::start(
      name, detail::bind_call(std::forward<Body>(body), std::forward<Args>(args)...));
}

/// The same for a task to which the search delivers no stop: `spawn(unstoppable, "logger", run)`.
template <class Body, class... Args>
  requires std::invocable<std::decay_t<Body>, std::decay_t<Args>...>
auto spawn(unstoppable_t, task_name name, Body&& body, Args&&... args) {
  auto started = spawn(name, std::forward<Body>(body), std::forward<Args>(args)...);
  started.ref().get().unstoppable = true;
  return started;
}

}  // namespace cutpoint
