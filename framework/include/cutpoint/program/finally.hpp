#pragma once

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program/shield.hpp>
#include <cutpoint/program/spawn.hpp>
#include <cutpoint/trace/outcome.hpp>

#include <concepts>
#include <exception>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace cutpoint {

namespace detail {

/// What `Callable` gives when it is called once, for good.
template <class Callable>
using result_of = std::invoke_result_t<std::remove_reference_t<Callable>&>;

/// Whether calling `Callable` does its work, instead of making a coroutine that does.
template <class Callable>
concept works_when_called =
    std::same_as<typename task_starter<result_of<Callable>>::value_type, result_of<Callable>>;

/// How a body ended, to be given on after its cleanup.
template <class T>
class kept_end {
 public:
  /// Called in the handler of whatever left the body.
  void keep_error() {
    // A frame that is being dropped goes on going: nothing can wait there any more.
    if (this_kernel().current().stop.dropping) throw;
    end_ = outcome<T>::of_error(std::current_exception());
  }
  void keep_value(typename outcome<T>::value_type value = {}) {
    end_ = outcome<T>::of_value(std::move(value));
  }
  T give() {
    if constexpr (std::is_void_v<T>)
      end_->value();
    else
      return (*std::move(end_)).value();
  }

 private:
  std::optional<outcome<T>> end_;
};

}  // namespace detail

/// Calls `body()`, and then, however it ended, `cleanup()` under a `shield`: the place for cleaning
/// up what has to be waited for, since a destructor cannot and a handler should not wait.
///
/// Returns: what the body gave. Errors: what the body threw, `cancelled` included; but what the
/// cleanup throws takes its place. A stop that comes during the cleanup takes effect at the first
/// suspension after it. A `drop` skips the cleanup, or destroys it where it stands: what must be
/// undone even then belongs in a destructor. Choices: those of body and cleanup.
template <class Body, class Cleanup>
  requires(detail::works_when_called<Body> && detail::works_when_called<Cleanup>)
detail::result_of<Body> finally(Body&& body, Cleanup&& cleanup) {
  using result = detail::result_of<Body>;
  static_assert(!std::is_reference_v<result>, "a body that is cleaned up after gives a value");
  detail::kept_end<result> end;
  try {
    if constexpr (std::is_void_v<result>) {
      body();
      end.keep_value();
    } else {
      end.keep_value(body());
    }
  } catch (...) {
    end.keep_error();
  }
  {
    const shield against_stops;
    cleanup();
  }
  return end.give();
}

}  // namespace cutpoint
