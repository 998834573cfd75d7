#pragma once

#include <cutpoint/program/awaitable.hpp>
#include <cutpoint/program/child_stopped.hpp>
#include <cutpoint/program/children.hpp>
#include <cutpoint/program/may_be_temporary.hpp>
#include <cutpoint/program/task_name.hpp>

#include <concepts>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cutpoint {

namespace detail {

template <class... Bodies>
class when_all_operation {
 public:
  static constexpr bool fit_for_co_await = (may_be_temporary<Bodies> && ...);
  using result = std::tuple<typename outcome<child_value<std::decay_t<Bodies>>>::value_type...>;

  template <class... Args>
  explicit when_all_operation(task_name operation, Args&&... bodies)
      : children_(operation, deciding::first_failure, std::forward<Args>(bodies)...) {}

  void enqueue(wait_node& node) noexcept { children_.start(node); }
  void withdraw(wait_node&) noexcept { children_.group().drop(); }
  bool pass_on(stop_mode mode) noexcept { return children_.group().pass_on(mode); }
  const task_control* waits_for() const noexcept { return children_.group().first_alive(); }

  result take() {
    auto outcomes = children_.take_outcomes();
    if (children_.group().decided()) throw_failure(outcomes, std::index_sequence_for<Bodies...>());
    return std::apply([](auto&... each) { return result(std::move(each).value()...); }, outcomes);
  }

 private:
  template <class Outcomes, std::size_t... I>
  void throw_failure(Outcomes& outcomes, std::index_sequence<I...>) {
    const std::size_t failed = *children_.group().decided();
    const auto rethrow_error = [](auto& of) {
      if (of.has_error()) std::rethrow_exception(of.error());
    };
    ((I == failed ? rethrow_error(std::get<I>(outcomes)) : void()), ...);
    throw child_stopped();
  }

  children<std::decay_t<Bodies>...> children_;
};

}  // namespace detail

/// Runs `bodies()...` as child tasks side by side and waits for all of them. Gives a `std::tuple`
/// of their values, `std::monostate` for one that gives nothing.
///
/// The first child that fails makes the others be stopped by `edge`; its error is rethrown when all
/// have ended, and what went wrong besides is forgotten. Where somebody else stopped that child,
/// this task is stopped in the same way, for it has no value to go on with; inside a shield it gets
/// `child_stopped` instead. A stop of this task, also a `request`, is passed on to the children,
/// and thrown when they have ended; a `drop` drops them, the last first. No child outlives the
/// operation.
///
/// The children are called `operation.0`, `operation.1` and so on, like the operation, or
/// `when_all`. They start when the operation is awaited. A body is a plain function, run on a stack
/// of its own, or what else can be spawned; it is copied or moved into its task. Resumes: the end
/// of the last child. Errors: as said. Choices: one, and those of the children.
template <class... Bodies>
  requires(sizeof...(Bodies) > 0 && (std::invocable<std::decay_t<Bodies>> && ...))
auto when_all(task_name operation, Bodies&&... bodies) {
  return awaitable<detail::when_all_operation<Bodies...>>(
      site(operation.name(), operation.where()), operation, std::forward<Bodies>(bodies)...);
}

/// The same under the name `when_all`.
template <class... Bodies>
  requires(sizeof...(Bodies) > 0 && (std::invocable<std::decay_t<Bodies>> && ...))
auto when_all(Bodies&&... bodies) {
  return when_all(task_name("when_all", {}), std::forward<Bodies>(bodies)...);
}

}  // namespace cutpoint
