#pragma once

#include <cutpoint/kernel/task.hpp>
#include <cutpoint/program/awaitable.hpp>

#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>

namespace cutpoint {

namespace detail {

/// While it lives, a destructor of `owner` waits: stops are held up, and a drop is not thrown.
class destructor_section {
 public:
  explicit destructor_section(task_control& owner);
  ~destructor_section();
  destructor_section(const destructor_section&) = delete;
  destructor_section& operator=(const destructor_section&) = delete;

 private:
  task_control* owner_;
};

/// Returns: the task whose destructor is to wait at `where`; null where its frame is being dropped,
/// which is a finding.
task_control* find_destructor_owner(const site& where);
/// Suspends `owner` until `node` is granted. Returns: false where the frame was dropped meanwhile,
/// which is a finding.
bool suspend_in_destructor(task_control& owner, const wait_node& node);

}  // namespace detail

/// Waits for `x` in a destructor, also while an exception passes. The wait is shielded: no stop is
/// thrown there, and the search drops no task that is at it.
///
/// Returns: what `x` gives, as a `std::optional`; `true` where it gives nothing. Empty, or `false`,
/// where the frame is being dropped, or is while it waits: no frame can refuse to be destroyed, so
/// that is a finding. Misuse in a task without a stack of its own, whose destructors cannot wait:
/// see `finally` and `with_scope`. Errors: whatever `x` throws, which a destructor has to catch.
/// Choices: those of `x`.
template <class Awaitable>
  requires std::derived_from<std::remove_cvref_t<Awaitable>, wait_node>
auto await_in_destructor(Awaitable&& x) {
  constexpr bool gives_nothing = std::is_void_v<decltype(x.await_resume())>;
  using result = std::conditional_t<
      gives_nothing, bool,
      std::optional<std::conditional_t<gives_nothing, bool, decltype(x.await_resume())>>>;
  task_control* const owner = detail::find_destructor_owner(x.where());
  if (owner == nullptr) return result();
  const detail::destructor_section shielded(*owner);
  if (!x.await_ready()) {
    x.begin_wait();
    if (!detail::suspend_in_destructor(*owner, x)) return result();
  }
  if constexpr (gives_nothing) {
    x.await_resume();
    return true;
  } else {
    return result(x.await_resume());
  }
}

}  // namespace cutpoint
