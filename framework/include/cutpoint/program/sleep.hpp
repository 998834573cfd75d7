#pragma once

#include <cutpoint/kernel/virtual_clock.hpp>
#include <cutpoint/program/awaitable.hpp>

#include <source_location>

namespace cutpoint {

namespace detail {
class sleep_operation final : timer {
 public:
  explicit sleep_operation(virtual_time until) : until_(until) {}
  void enqueue(wait_node& node) noexcept;
  void withdraw(wait_node& node) noexcept;
  void take() noexcept {}
  const task_control* waiter() const noexcept override { return node_->waiter(); }

 private:
  void fire() noexcept override;

  virtual_time until_;
  wait_node* node_ = nullptr;
};
}  // namespace detail

/// Parks the task for `length` of virtual time, which costs none of the machine's.
/// Units: virtual nanoseconds. Resumes: the clock, which moves when nothing else is ready.
awaitable<detail::sleep_operation> sleep_for(
    virtual_duration length, label operation = "sleep",
    std::source_location where = std::source_location::current());

/// Parks the task until the run's clock shows `deadline`.
awaitable<detail::sleep_operation> sleep_until(
    virtual_time deadline, label operation = "sleep",
    std::source_location where = std::source_location::current());

}  // namespace cutpoint
