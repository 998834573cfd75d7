#pragma once

#include <exception>
#include <type_traits>
#include <utility>
#include <variant>

namespace cutpoint {

/// How a task ended, and with what: a value, an error, stopped or dropped.
template <class T>
class outcome {
 public:
  struct stopped_tag {};
  struct dropped_tag {};
  using value_type = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

  /// Returns: the outcome of a task that gave `value`.
  static outcome of_value(value_type value) {
    return outcome(state(std::in_place_index<0>, std::move(value)));
  }
  /// Returns: the outcome of a task that `error` left.
  static outcome of_error(std::exception_ptr error) {
    return outcome(state(std::in_place_index<1>, std::move(error)));
  }
  /// Returns: the outcome of a task that a stop ended.
  static outcome of_stop() { return outcome(state(std::in_place_index<2>)); }
  /// Returns: the outcome of a task that was dropped.
  static outcome of_drop() { return outcome(state(std::in_place_index<3>)); }

  bool has_value() const { return state_.index() == 0; }  ///< whether it gave a value
  bool has_error() const { return state_.index() == 1; }  ///< whether an exception left it
  bool stopped() const { return state_.index() == 2; }    ///< whether a stop ended it
  bool dropped() const { return state_.index() == 3; }    ///< whether it was dropped
  explicit operator bool() const { return has_value(); }

  /// Requires: `has_value()`; else `std::bad_variant_access`, or the error itself where the task
  /// ended with one.
  value_type& value() & {
    rethrow_if_error();
    return std::get<0>(state_);
  }
  /// Requires and throws what the others do.
  value_type&& value() && {
    rethrow_if_error();
    return std::get<0>(std::move(state_));
  }

  /// Requires: `has_error()`.
  const std::exception_ptr& error() const { return std::get<1>(state_); }

 private:
  using state = std::variant<value_type, std::exception_ptr, stopped_tag, dropped_tag>;
  explicit outcome(state s) : state_(std::move(s)) {}
  void rethrow_if_error() const {
    if (has_error()) std::rethrow_exception(error());
  }
  state state_;
};

}  // namespace cutpoint
