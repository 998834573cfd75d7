#pragma once

#include <cutpoint/coroutine/coroutine_function.hpp>
#include <cutpoint/coroutine/spawn.hpp>
#include <cutpoint/coroutine/task.hpp>
#include <cutpoint/program/finally.hpp>
#include <cutpoint/program/shield.hpp>

#include <type_traits>
#include <utility>

namespace cutpoint {

namespace coroutines {

template <class T, class Body, class Cleanup>
task<T> run_finally(Body body, Cleanup cleanup) {
  detail::kept_end<T> end;
  try {
    if constexpr (std::is_void_v<T>) {
      co_await body();
      end.keep_value();
    } else {
      T value = co_await body();
      end.keep_value(std::move(value));
    }
  } catch (...) {
    end.keep_error();
  }
  {
    const shield against_stops;
    co_await cleanup();
  }
  co_return end.give();
}

}  // namespace coroutines

/// `co_await finally(body, cleanup)`: the same as for plain functions, where both are functions
/// that return a `task`; C++ allows no `co_await` in a handler. Runs `body()`, and then, however it
/// ended, `cleanup()` under a `shield`; gives what the body gave.
///
/// Lifetime: a callable that has a name is referred to, and outlives the task; a temporary moves
/// into it. So both may be lambdas with captures.
template <class Body, class Cleanup>
  requires(coroutines::coroutine_function<Body> && coroutines::coroutine_function<Cleanup>)
task<coroutines::value_of<Body>> finally(Body&& body, Cleanup&& cleanup) {
  static_assert(
      coroutines::may_be_temporary<Body> && coroutines::may_be_temporary<Cleanup>,
      "g++ 12 destroys a temporary lambda in a co_await expression twice: give it a name");
  return coroutines::run_finally<coroutines::value_of<Body>, Body, Cleanup>(
      std::forward<Body>(body), std::forward<Cleanup>(cleanup));
}

}  // namespace cutpoint
