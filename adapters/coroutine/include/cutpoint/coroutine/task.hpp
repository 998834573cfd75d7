#pragma once

#include <cutpoint/coroutine/frame_holder.hpp>
#include <cutpoint/coroutine/promise.hpp>

#include <coroutine>
#include <utility>

namespace cutpoint {

/// A coroutine that starts when it is awaited, or spawned, and gives a `T`: an object, `U&` or
/// nothing.
///
/// `co_await` it: the awaiting coroutine goes on when it has ended, with its value or its error. It
/// is part of the task that awaits it, so a stop of that task is thrown into the innermost
/// coroutine. Destroying it while it is suspended destroys its frame where it stands, and with it
/// the coroutines that it awaits, from the outside in, as the language does: awaitables leave their
/// queues and give back what they were granted.
///
/// Give it its inputs as parameters: a lambda with captures has to outlive the coroutine that it
/// makes.
///
/// Resumes: the kernel's loop, one coroutine inside no other. Threads: the run's.
/// Cost: a frame from the run's pool.
template <class T = void>
class [[nodiscard("co_await, await or spawn it")]] task {
 public:
  using promise_type = coroutines::promise<T>;
  using value_type = T;

  /// Waits for the coroutine. Misuse if it was awaited before. Lifetime: the task stays where it is
  /// until then, as a temporary does.
  auto operator co_await() && { return awaiter(frame_); }
  /// Awaiting uses a task up: one that has a name is awaited by `co_await std::move(it)`.
  void operator co_await() & = delete;

  /// For adapters: starts the coroutine without anybody waiting for it. Returns: what to resume.
  /// Misuse if it was awaited before.
  std::coroutine_handle<> begin() { return frame_.begin(); }
  /// For adapters. Returns: true when the coroutine has ended.
  bool done() const { return frame_.done(); }
  /// For adapters. Returns: what the coroutine, which has ended, gave; throws what it threw.
  T take() { return promise_of(frame_).take(); }

 private:
  friend promise_type;
  task(promise_type& promise, std::coroutine_handle<> frame) : frame_(promise, frame) {}

  static promise_type& promise_of(const coroutines::frame_holder& frame) {
    return static_cast<promise_type&>(frame.promise());
  }

  class awaiter {
   public:
    explicit awaiter(coroutines::frame_holder& awaited) : awaited_(&awaited) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> waiting) const {
      awaited_->begin_for(waiting);
    }
    T await_resume() const { return promise_of(*awaited_).take(); }

   private:
    coroutines::frame_holder* awaited_;
  };

  coroutines::frame_holder frame_;
};

namespace coroutines {

template <class T>
task<T> promise<T>::get_return_object() {
  return task<T>(*this, std::coroutine_handle<promise>::from_promise(*this));
}

template <class T>
task<T&> promise<T&>::get_return_object() {
  return task<T&>(*this, std::coroutine_handle<promise>::from_promise(*this));
}

inline task<void> promise<void>::get_return_object() {
  return task<void>(*this, std::coroutine_handle<promise>::from_promise(*this));
}

}  // namespace coroutines

}  // namespace cutpoint
