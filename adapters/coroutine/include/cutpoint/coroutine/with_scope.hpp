#pragma once

#include <cutpoint/coroutine/coroutine_function.hpp>
#include <cutpoint/coroutine/spawn.hpp>
#include <cutpoint/coroutine/task.hpp>
#include <cutpoint/program/ending.hpp>
#include <cutpoint/program/finally.hpp>
#include <cutpoint/program/scope.hpp>
#include <cutpoint/program/shield.hpp>

#include <type_traits>
#include <utility>

namespace cutpoint {

namespace coroutines {

template <class T, class Body>
task<T> run_with_scope(Body body) {
  scope owned;
  detail::kept_end<T> end;
  try {
    if constexpr (std::is_void_v<T>) {
      co_await body(owned);
      end.keep_value();
    } else {
      T value = co_await body(owned);
      end.keep_value(std::move(value));
    }
  } catch (...) {
    end.keep_error();
  }
  {
    const shield against_stops;
    detail::ending left(this_kernel().current(), owned.tasks());
    while (task_control* const t = left.next()) co_await detail::shielded_join(*t);
  }
  co_return end.give();
}

}  // namespace coroutines

/// `co_await with_scope(body)` gives `body(scope&)` a scope, and ends it as the destructor of a
/// `scope` does on a stack, where a coroutine could only drop its tasks: however the body ends, the
/// tasks that are left are stopped, in the way in which this task was stopped, else by `edge`, and
/// waited for under a shield. A body that lets them end by themselves ends with
/// `co_await scope.join()`.
///
/// Gives what the body gave, or throws what it threw, `cancelled` included. A `drop` drops the
/// tasks, in reverse. Lifetime: a body that has a name is referred to, and outlives the task; a
/// temporary moves into it. So it may be a lambda with captures.
template <class Body>
  requires coroutines::coroutine_function<Body, scope&>
task<coroutines::value_of<Body, scope&>> with_scope(Body&& body) {
  static_assert(
      coroutines::may_be_temporary<Body>,
      "g++ 12 destroys a temporary lambda in a co_await expression twice: give it a name");
  return coroutines::run_with_scope<coroutines::value_of<Body, scope&>, Body>(
      std::forward<Body>(body));
}

}  // namespace cutpoint
