#pragma once

#include <cutpoint/rapidcheck/state_script.hpp>

#include <any>
#include <concepts>
#include <optional>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

namespace cutpoint::rapidcheck {

namespace detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// Returns: `value` in print.
template <class T>
std::string in_print(const T& value) {
  if constexpr (std::same_as<T, bool>) {
    return value ? "true" : "false";
  } else if constexpr (is_optional<T>) {
    return value ? in_print(*value) : "nothing";
  } else if constexpr (std::integral<T>) {
    return std::to_string(value);
  } else if constexpr (requires(std::ostream& to) { to << value; }) {
    std::ostringstream text;
    text << value;
    return std::move(text).str();
  } else {
    return "a value";
  }
}

}  // namespace detail

/// A call that knows an object, by way of a `Client` of it, and a model.
template <class Model, class Client>
class model_call : public state_call {
 public:
  using client_type = std::remove_reference_t<Client>;  ///< what plays the command

  /// What a call gave.
  struct given {
    std::any result;    ///< for the model to judge
    std::string shown;  ///< for people
  };

  /// Calls the command in the current task; it may suspend. Returns: what it gave.
  virtual given perform(client_type& on) const = 0;
  /// Returns: whether it may take effect in `state` on behalf of `who` with `result`, or with any
  /// where that is empty; `state` is then what it is behind it.
  virtual bool expect(Model& state, caller who, const std::any& result) const = 0;

 protected:
  using state_call::state_call;  ///< Named by its text, with what a stop may do to it.
};

namespace detail {

struct no_argument {};

/// A call made of two callables: what is done, and what the model says to it.
template <class Model, class Client, class Argument, class Perform, class Expect>
class two_sided_call final : public model_call<Model, Client> {
  using base = model_call<Model, Client>;
  using client_type = typename base::client_type;
  static constexpr bool has_argument = !std::same_as<Argument, no_argument>;
  using result_type =
      typename std::conditional_t<has_argument,
                                  std::invoke_result<const Perform&, client_type&, const Argument&>,
                                  std::invoke_result<const Perform&, client_type&>>::type;

 public:
  two_sided_call(std::string text, Argument argument, Perform does, Expect says,
                 when_stopped stopped)
      : base(std::move(text), stopped),
        argument_(std::move(argument)),
        perform_(std::move(does)),
        expect_(std::move(says)) {}

  typename base::given perform(client_type& on) const override {
    if constexpr (std::is_void_v<result_type>) {
      done(on);
      return {std::any(no_argument{}), std::string()};
    } else {
      result_type result = done(on);
      std::string shown = in_print(result);
      return {std::any(std::move(result)), std::move(shown)};
    }
  }

  bool expect(Model& state, caller who, const std::any& result) const override {
    if constexpr (std::is_void_v<result_type>) {
      static_assert(std::same_as<decltype(said(state, who)), bool>,
                    "what gives nothing is expected by a bool: false where it has to wait");
      return said(state, who);
    } else {
      static_assert(std::same_as<decltype(said(state, who)), std::optional<result_type>>,
                    "what gives a T is expected by a std::optional<T>: empty where it has to wait");
      const std::optional<result_type> expected = said(state, who);
      if (!expected) return false;
      const auto* const gave = std::any_cast<result_type>(&result);
      return gave == nullptr || *gave == *expected;
    }
  }

 private:
  auto done(client_type& on) const {
    if constexpr (has_argument)
      return perform_(on, argument_);
    else
      return perform_(on);
  }
  auto said(Model& state, caller who) const {
    if constexpr (has_argument) {
      if constexpr (std::invocable<const Expect&, Model&, const Argument&, caller>)
        return expect_(state, argument_, who);
      else
        return expect_(state, argument_);
    } else {
      if constexpr (std::invocable<const Expect&, Model&, caller>)
        return expect_(state, who);
      else
        return expect_(state);
    }
  }

  Argument argument_;
  Perform perform_;
  Expect expect_;
};

}  // namespace detail
}  // namespace cutpoint::rapidcheck
