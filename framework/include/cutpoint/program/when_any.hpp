#pragma once

#include <cutpoint/program/awaitable.hpp>
#include <cutpoint/program/children.hpp>
#include <cutpoint/program/may_be_temporary.hpp>
#include <cutpoint/program/task_name.hpp>
#include <cutpoint/trace/outcome.hpp>

#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cutpoint {

/// What `when_any` gives: `auto [index, outcomes] = await(when_any(f, g));`
template <class... T>
struct when_any_result {
  /// What `when_any` gives.
  when_any_result(std::size_t first, std::tuple<outcome<T>...> each)
      : index(first), outcomes(std::move(each)) {}

  std::size_t index;                   ///< the child that ended first
  std::tuple<outcome<T>...> outcomes;  ///< of all children; mostly `stopped()` but for the first
};

namespace detail {

template <class... Bodies>
class when_any_operation {
 public:
  static constexpr bool fit_for_co_await = (may_be_temporary<Bodies> && ...);
  template <class... Args>
  explicit when_any_operation(task_name operation, Args&&... bodies)
      : children_(operation, deciding::first_end, std::forward<Args>(bodies)...) {}

  void enqueue(wait_node& node) noexcept { children_.start(node); }
  void withdraw(wait_node&) noexcept { children_.group().drop(); }
  bool pass_on(stop_mode mode) noexcept { return children_.group().pass_on(mode); }
  const task_control* waits_for() const noexcept { return children_.group().first_alive(); }

  when_any_result<child_value<std::decay_t<Bodies>>...> take() {
    return {*children_.group().decided(), children_.take_outcomes()};
  }

 private:
  children<std::decay_t<Bodies>...> children_;
};

}  // namespace detail

/// Runs `bodies()...` as child tasks side by side until the first has ended, in whatever way; the
/// others are then stopped by `edge`, and waited for. Gives a `when_any_result`.
///
/// Another child may end with a value all the same, where it had it already, or makes nothing of
/// the stop: look at its outcome, if that value is something to be given back. The outcomes hold
/// every error: none is thrown. A stop of this task, also a `request`, is passed on to the
/// children, and thrown when they have ended; a `drop` drops them, the last first. No child
/// outlives the operation.
///
/// The children are called `operation.0`, `operation.1` and so on, like the operation, or
/// `when_any`; else as with `when_all`. Resumes: the end of the last child. Choices: one, and those
/// of the children.
template <class... Bodies>
  requires(sizeof...(Bodies) > 0 && (std::invocable<std::decay_t<Bodies>> && ...))
auto when_any(task_name operation, Bodies&&... bodies) {
  return awaitable<detail::when_any_operation<Bodies...>>(
      site(operation.name(), operation.where()), operation, std::forward<Bodies>(bodies)...);
}

/// The same under the name `when_any`.
template <class... Bodies>
  requires(sizeof...(Bodies) > 0 && (std::invocable<std::decay_t<Bodies>> && ...))
auto when_any(Bodies&&... bodies) {
  return when_any(task_name("when_any", {}), std::forward<Bodies>(bodies)...);
}

}  // namespace cutpoint
