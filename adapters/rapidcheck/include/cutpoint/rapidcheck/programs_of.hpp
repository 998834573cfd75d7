#pragma once

#include <cutpoint/program/program.hpp>
#include <cutpoint/rapidcheck/case_result.hpp>
#include <cutpoint/rapidcheck/generated_program.hpp>

#include <rapidcheck.h>
#include <rapidcheck/detail/FunctionTraits.h>
#include <rapidcheck/detail/ShowType.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace cutpoint::rapidcheck {
namespace detail {

template <class T>
struct is_tuple : std::false_type {};
template <class... Ts>
struct is_tuple<std::tuple<Ts...>> : std::true_type {};

template <class... Args>
rc::Gen<std::tuple<rc::Decay<Args>...>> arbitrary_arguments(rc::detail::TypeList<Args...>) {
  return rc::gen::arbitrary<std::tuple<rc::Decay<Args>...>>();
}

/// Returns: what the parameters in `list`, `(std::vector<int> items, int)`, are called; those that
/// have no name by their type.
std::vector<std::string> names_of_parameters(std::string_view list);

template <class... Ts>
shown_input show_each(const std::tuple<Ts...>& arguments, const std::vector<std::string>& names) {
  shown_input shown = std::apply(
      [](const Ts&... each) {
        return shown_input{{rc::detail::typeToString<Ts>(), rc::toString(each)}...};
      },
      arguments);
  for (std::size_t i = 0; i < std::min(names.size(), shown.size()); ++i) shown[i].first = names[i];
  return shown;
}

}  // namespace detail

/// Returns: programs whose task `main` runs `body` with the arguments that `inputs` generates; a
/// tuple (`rc::gen::tuple`) holds all of them, anything else is the only one. The adapter that the
/// file includes makes the programs, by `make_program`. In print the arguments go by the names that
/// `parameters` gives them, `(std::vector<int> items, int workers)`, else by their types.
template <class Input, class Body>
rc::Gen<generated_program> programs_of(rc::Gen<Input> inputs, Body body,
                                       std::string_view parameters = {}) {
  return rc::gen::map(
      std::move(inputs),
      [body = std::move(body), names = detail::names_of_parameters(parameters)](Input&& input) {
        const auto make = [&]<class Arguments>(Arguments arguments) {
          using bound = detail::body_with_arguments<program, Body, Arguments>;
          return generated_program{.runs = make_program(bound(body, arguments)),
                                   .show = [arguments = std::move(arguments), names] {
                                     return detail::show_each(arguments, names);
                                   }};
        };
        if constexpr (detail::is_tuple<Input>::value)
          return make(std::forward<Input>(input));
        else
          return make(std::tuple<Input>(std::forward<Input>(input)));
      });
}

/// The same with arguments of any values: those of `rc::Arbitrary`.
template <class Body>
rc::Gen<generated_program> programs_of(Body body, std::string_view parameters = {}) {
  using arguments = rc::detail::ArgTypes<Body>;
  return programs_of(detail::arbitrary_arguments(arguments{}), std::move(body), parameters);
}

}  // namespace cutpoint::rapidcheck
