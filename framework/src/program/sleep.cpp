#include <cutpoint/program/sleep.hpp>

namespace cutpoint {
namespace detail {

void sleep_operation::enqueue(wait_node& node) noexcept {
  node_ = &node;
  node.waiter()->home->clock().arm(*this, until_);
}

void sleep_operation::withdraw(wait_node& node) noexcept {
  node.waiter()->home->clock().disarm(*this);
}

void sleep_operation::fire() noexcept { node_->waiter()->home->grant(*node_); }

}  // namespace detail

awaitable<detail::sleep_operation> sleep_for(virtual_duration length, label operation,
                                             std::source_location where) {
  return sleep_until(this_kernel().clock().now() + length, operation, where);
}

awaitable<detail::sleep_operation> sleep_until(virtual_time deadline, label operation,
                                               std::source_location where) {
  return awaitable<detail::sleep_operation>(site(operation, where), deadline);
}

}  // namespace cutpoint
