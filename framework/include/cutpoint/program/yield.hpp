#pragma once

#include <cutpoint/program/awaitable.hpp>

#include <source_location>

namespace cutpoint {

namespace detail {
struct yield_operation {
  using stays_ready = void;
  void enqueue(wait_node& node) noexcept { node.waiter()->home->yield(node); }
  void withdraw(wait_node&) noexcept {}
  void take() noexcept {}
};
}  // namespace detail

/// Gives up control and stays ready, behind all that are ready.
/// Choices: one, who goes on.
inline awaitable<detail::yield_operation> yield(
    label operation = "yield", std::source_location where = std::source_location::current()) {
  return awaitable<detail::yield_operation>(site(operation, where));
}

}  // namespace cutpoint
