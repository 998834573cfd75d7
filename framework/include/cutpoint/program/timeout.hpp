#pragma once

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/kernel/virtual_clock.hpp>
#include <cutpoint/program/awaitable.hpp>
#include <cutpoint/program/child_stopped.hpp>
#include <cutpoint/program/children.hpp>
#include <cutpoint/program/may_be_temporary.hpp>
#include <cutpoint/program/task_name.hpp>
#include <cutpoint/trace/virtual_time.hpp>

#include <concepts>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace cutpoint {

/// Thrown by `timeout`: the time was up, and the child ended because it was stopped.
class timed_out : public std::runtime_error {
 public:
  timed_out() : std::runtime_error("the time is up") {}
};

namespace detail {

template <class Body>
class timeout_operation final : timer {
 public:
  static constexpr bool fit_for_co_await = may_be_temporary<Body>;

  template <class Arg>
  timeout_operation(task_name operation, virtual_duration length, Arg&& body)
      : length_(length), children_(operation, deciding::first_failure, std::forward<Arg>(body)) {}
  ~timeout_operation() { this_kernel().clock().disarm(*this); }

  void enqueue(wait_node& node) noexcept {
    children_.start(node);
    virtual_clock& clock = this_kernel().clock();
    clock.arm(*this, clock.now() + length_);
  }
  void withdraw(wait_node&) noexcept { children_.group().drop(); }
  bool pass_on(stop_mode mode) noexcept { return children_.group().pass_on(mode); }
  const task_control* waits_for() const noexcept { return children_.group().first_alive(); }

  child_value<std::decay_t<Body>> take() {
    this_kernel().clock().disarm(*this);
    auto ended = std::get<0>(children_.take_outcomes());
    if (ended.has_error()) std::rethrow_exception(ended.error());
    if (!ended.has_value()) {
      if (expired_) throw timed_out();
      throw child_stopped();
    }
    if constexpr (!std::is_void_v<child_value<std::decay_t<Body>>>) return std::move(ended).value();
  }

 private:
  void fire() noexcept override {
    expired_ = true;
    children_.group().stop(stop_mode::edge);
  }

  virtual_duration length_;
  bool expired_ = false;
  children<std::decay_t<Body>> children_;
};

}  // namespace detail

/// Runs `body()` as a child task, called `operation`, and waits for it; but when `length` of
/// virtual time is up, the child is stopped by `edge`, its end is waited for, and `timed_out` is
/// thrown. Gives what the body gives.
///
/// Races: what the child has made of it counts. Where it ends with a value or an error although the
/// time is up, because it had been handed what it waited for, shields itself or handles the stop,
/// that value is given, that error thrown, however late. `timed_out` therefore means that the child
/// was stopped. Where somebody else stops it before, this task is stopped as with `when_all`. A
/// stop of this task, also a `request`, is passed on to the child, and thrown when that has ended;
/// a `drop` drops it. A child that never waits is not interrupted.
///
/// Units: virtual nanoseconds. Resumes: the end of the child. Choices: one, and those of the child.
template <class Body>
  requires std::invocable<std::decay_t<Body>>
auto timeout(virtual_duration length, Body&& body, task_name operation = "timeout") {
  return awaitable<detail::timeout_operation<Body>>(site(operation.name(), operation.where()),
                                                    operation, length, std::forward<Body>(body));
}

}  // namespace cutpoint
