#pragma once

#include <cutpoint/trace/stop.hpp>

namespace cutpoint {

class kernel;
struct task_control;

/// Hears a `request` stop of one task. It lives with its owner and leaves the list by itself.
class stop_listener {
 public:
  stop_listener(const stop_listener&) = delete;
  stop_listener& operator=(const stop_listener&) = delete;

 protected:
  /// Starts to listen to the stops of `target`.
  explicit stop_listener(task_control& target);
  ~stop_listener();

 private:
  friend class kernel;

  /// Called once, on the root stack for an injected stop and inline for the program's own. It must
  /// not suspend.
  virtual void stop_requested(stop_strength strength) noexcept = 0;

  task_control* target_;
  stop_listener* previous_ = nullptr;
  stop_listener* next_ = nullptr;
};

}  // namespace cutpoint
