#pragma once

#include <cutpoint/kernel/kernel.hpp>

#include <utility>

namespace cutpoint {

/// Calls `callback(stop_strength)` or `callback()` once when a `request` stop reaches the task that
/// made it: on the root stack, as pseudo-task `!stop`, or inline where the program itself stops the
/// task. A task that was stopped before hears nothing: ask `this_task::stop_requested()` first. The
/// callback may wake tasks; it must neither suspend nor throw.
template <class Callback>
class [[nodiscard("it listens while it lives")]] stop_callback final : stop_listener {
 public:
  /// Calls `callback` when the current task is stopped by request.
  explicit stop_callback(Callback callback)
      : stop_listener(this_kernel().current()), callback_(std::move(callback)) {}

 private:
  void stop_requested(stop_strength strength) noexcept override {
    if constexpr (requires { callback_(strength); })
      callback_(strength);
    else
      callback_();
  }

  Callback callback_;
};

}  // namespace cutpoint
