#pragma once

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/kernel/wait_queue.hpp>
#include <cutpoint/program/awaitable.hpp>

#include <concepts>
#include <exception>
#include <memory>
#include <optional>
#include <source_location>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <variant>

namespace cutpoint {

/// Thrown by `future::get` where the promise went without a value.
class broken_promise : public std::runtime_error {
 public:
  broken_promise() : std::runtime_error("the promise went without a value") {}
};

template <class T>
class promise;

namespace detail {

/// What a promise and its future share, but for the value.
class future_state {
 public:
  bool settled() const noexcept {
    used.read();
    return settled_;
  }
  void settle(std::exception_ptr error) noexcept;
  void rethrow_error() const {
    if (error_) std::rethrow_exception(error_);
  }

  shared_object used;
  wait_queue waiting;
  bool has_future = false;

 private:
  bool settled_ = false;
  std::exception_ptr error_;
};

template <class T>
struct typed_future_state : future_state {
  std::optional<std::conditional_t<std::is_void_v<T>, std::monostate, T>> value;
};

template <class T>
class get_operation {
 public:
  explicit get_operation(std::shared_ptr<typed_future_state<T>> state) : state_(std::move(state)) {}
  bool ready() const noexcept { return state_->settled(); }
  void complete(wait_node&) noexcept {}
  void enqueue(wait_node& node) noexcept {
    state_->used.write();
    state_->waiting.push_back(node);
  }
  void withdraw(wait_node& node) noexcept {
    state_->used.write();
    state_->waiting.erase(node);
  }
  T take() {
    state_->used.write();
    state_->rethrow_error();
    if constexpr (!std::is_void_v<T>) {
      CUTPOINT_REQUIRE(state_->value.has_value(), "a future's value is taken once");
      T value = std::move(*state_->value);
      state_->value.reset();
      return value;
    }
  }

 private:
  std::shared_ptr<typed_future_state<T>> state_;
};

}  // namespace detail

/// What somebody has promised: a value of type `T`, or an error. Made by `promise<T>`.
///
/// A value is taken once; an error may be had again and again, and so may a `void`. Where a stop
/// ends a wait, the value stays for the next `get`. Threads: the run's.
template <class T>
class future {
 public:
  /// Waits for the value. Gives it, or throws the error. Resumes: whoever keeps the promise, or
  /// drops it. Errors: the one that was set; `broken_promise`. Choices: one, also where it is
  /// there.
  awaitable<detail::get_operation<T>> get(
      std::source_location where = std::source_location::current()) const {
    return awaitable<detail::get_operation<T>>(site(operation_, where), state_);
  }

  /// Returns: whether `get` would give something at once.
  bool settled() const { return state_->settled(); }

 private:
  friend class promise<T>;
  future(std::shared_ptr<detail::typed_future_state<T>> state, label operation)
      : state_(std::move(state)), operation_(operation) {}

  std::shared_ptr<detail::typed_future_state<T>> state_;
  label operation_;
};

/// The duty to give a `future<T>` a value or an error, once. One that goes without having done so
/// breaks the promise, which the future tells. Threads: the run's.
template <class T>
class promise {
 public:
  /// `operation` labels the suspension points at which tasks wait for the future: `reply`.
  explicit promise(label operation = "future.get")
      : state_(std::make_shared<detail::typed_future_state<T>>()), operation_(operation) {}
  /// `other` has no future to settle any more.
  promise(promise&& other) noexcept = default;
  promise& operator=(promise&& other) noexcept {
    std::swap(state_, other.state_);
    std::swap(operation_, other.operation_);
    return *this;
  }
  ~promise() {
    if (state_ != nullptr && !state_->settled())
      state_->settle(std::make_exception_ptr(broken_promise()));
  }

  /// Returns: the future; there is one.
  future<T> get_future() {
    CUTPOINT_REQUIRE(!std::exchange(state_->has_future, true), "a promise has one future");
    return future<T>(state_, operation_);
  }

  /// Keeps the promise. Never suspends. Requires: neither was called before.
  template <class... Value>
    requires(std::is_void_v<T> ? sizeof...(Value) == 0
                               : sizeof...(Value) == 1 && (std::convertible_to<Value, T> && ...))
  void set_value(Value&&... value) {
    require_open();
    state_->value.emplace(std::forward<Value>(value)...);
    state_->settle(nullptr);
  }
  /// The same with an error: an exception object, or a pointer to one.
  void set_error(std::exception_ptr error) {
    require_open();
    CUTPOINT_REQUIRE(error != nullptr, "an error is not null");
    state_->settle(std::move(error));
  }
  /// The same with an exception of any type.
  template <class Error>
    requires(!std::convertible_to<Error, std::exception_ptr>)
  void set_error(Error error) {
    set_error(std::make_exception_ptr(std::move(error)));
  }

 private:
  void require_open() const {
    CUTPOINT_REQUIRE(state_ != nullptr && !state_->settled(), "a promise is kept once");
  }

  std::shared_ptr<detail::typed_future_state<T>> state_;
  label operation_;
};

}  // namespace cutpoint
