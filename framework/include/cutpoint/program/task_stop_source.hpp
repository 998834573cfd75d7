#pragma once

#include <cutpoint/kernel/kernel.hpp>

#include <stop_token>

namespace cutpoint {

/// A `std::stop_source` that follows the task which makes it: a `request` stop of the task, of any
/// strength, requests it. So code that takes a `std::stop_token`, and its `std::stop_callback`s,
/// hear of the stop as a `stop_callback` does: on the root stack, as pseudo-task `!stop`, or inline
/// where the program itself stops the task; they must neither suspend nor throw. Where the task was
/// stopped before, the token is true from the start. Under a `shield` it turns true behind it.
///
/// Stops of other modes leave it alone. The way back is `stop_on`.
///
/// Lifetime: it lives in the task, as its variable; its tokens may outlive it.
class [[nodiscard("it listens while it lives")]] task_stop_source final : stop_listener {
 public:
  task_stop_source() : stop_listener(this_kernel().current()) {
    if (this_kernel().current().stop.requested) source_.request_stop();
  }

  /// Turns true at the first request.
  std::stop_token get_token() const noexcept { return source_.get_token(); }

 private:
  void stop_requested(stop_strength) noexcept override { source_.request_stop(); }

  std::stop_source source_;
};

}  // namespace cutpoint
