#pragma once

#include <cutpoint/coroutine/promise.hpp>

#include <concepts>
#include <coroutine>
#include <utility>

namespace cutpoint::coroutines {

/// Owns the frame of one `task<T>`.
///
/// A frame is destroyed as the language does it, from the outside in: its variables go in reverse,
/// and the coroutine that it awaits goes where the variable stands that owns it. A chain of any
/// length fits on any stack: of one that is longer than 32 frames, the inner end goes first.
class frame_holder {
 public:
  frame_holder(promise_base& promise, std::coroutine_handle<> frame)
      : promise_(&promise), frame_(frame) {}
  frame_holder(frame_holder&& other) noexcept
      : promise_(std::exchange(other.promise_, nullptr)),
        frame_(std::exchange(other.frame_, nullptr)) {}
  frame_holder& operator=(frame_holder&& other) noexcept {
    std::swap(promise_, other.promise_);
    std::swap(frame_, other.frame_);
    return *this;
  }
  ~frame_holder();

  /// Returns: the coroutine, which its caller is to resume, and whose end resumes nobody.
  /// Misuse where it was moved from, or was awaited before.
  std::coroutine_handle<> begin();

  /// Makes the coroutine the one that the current task goes on with, and `waiting` the one that
  /// goes on when it has ended. Lifetime: this object stays where it is until then.
  template <class Promise>
  void begin_for(std::coroutine_handle<Promise> waiting) {
    promise_base* outer = nullptr;
    if constexpr (std::derived_from<Promise, promise_base>) outer = &waiting.promise();
    begin_inside(waiting, outer);
  }

  bool done() const { return frame_.done(); }
  promise_base& promise() const { return *promise_; }

 private:
  void begin_inside(std::coroutine_handle<> waiting, promise_base* outer);
  void shorten() noexcept;

  promise_base* promise_;
  std::coroutine_handle<> frame_;
};

}  // namespace cutpoint::coroutines
