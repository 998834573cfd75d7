#pragma once

#include <cutpoint/coroutine/frame_pool.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <concepts>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace cutpoint {

template <class T>
class task;

}  // namespace cutpoint

namespace cutpoint::coroutines {

class frame_holder;

/// What the promises of all `task<T>` share: who goes on when the coroutine ends, and how the
/// coroutines of one task hang together.
class promise_base {
 public:
  promise_base(const promise_base&) = delete;
  promise_base& operator=(const promise_base&) = delete;

  static void* operator new(std::size_t size) { return allocate_frame(size); }
  static void operator delete(void* frame) noexcept { release_frame(frame); }

  /// Hands control back to whoever waits for the coroutine. The kernel's loop resumes it, inside no
  /// other coroutine, so no stack grows however deep coroutines call each other.
  struct final_awaiter {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
      ended.promise().leave();
    }
    void await_resume() const noexcept {}
  };

  std::suspend_always initial_suspend() const noexcept { return {}; }
  final_awaiter final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { error_ = std::current_exception(); }

 protected:
  promise_base() = default;
  ~promise_base() {
    if (inner_ != nullptr) inner_->outer_ = nullptr;
    if (watched_ != nullptr) *watched_ = nullptr;
  }

  void rethrow_error() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  friend class frame_holder;

  void leave() noexcept {
    if (outer_ != nullptr) std::exchange(outer_, nullptr)->inner_ = nullptr;
    this_kernel().current().leaf = waiting_.address();
  }

  std::coroutine_handle<> waiting_;   // goes on when this one has ended
  frame_holder* holder_ = nullptr;    // while this one is awaited
  promise_base* outer_ = nullptr;     // awaits this one, if it is of our kind
  promise_base* inner_ = nullptr;     // this one awaits it
  promise_base** watched_ = nullptr;  // to be nulled when this one goes
  bool begun_ = false;
  std::exception_ptr error_;
};

/// The promise of a `task<T>`.
template <class T>
class promise final : public promise_base {
 public:
  task<T> get_return_object();

  template <std::convertible_to<T> Value = T>
  void return_value(Value&& value) {
    value_.emplace(std::forward<Value>(value));
  }

  /// Returns: what the coroutine, which has ended, gave; throws what it threw.
  T take() {
    rethrow_error();
    return std::move(*value_);
  }

 private:
  std::optional<T> value_;
};

template <class T>
class promise<T&> final : public promise_base {
 public:
  task<T&> get_return_object();
  void return_value(T& value) noexcept { value_ = std::addressof(value); }
  T& take() const {
    rethrow_error();
    return *value_;
  }

 private:
  T* value_ = nullptr;
};

template <>
class promise<void> final : public promise_base {
 public:
  task<void> get_return_object();
  void return_void() const noexcept {}
  void take() const { rethrow_error(); }
};

}  // namespace cutpoint::coroutines
