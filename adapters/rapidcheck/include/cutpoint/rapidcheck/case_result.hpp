#pragma once

// The second needs what the first includes.
#include <rapidcheck/Gen.h>
#include <rapidcheck/detail/Results.h>

#include <concepts>
#include <tuple>
#include <type_traits>

/// What `RC_ASSERT`, `RC_PRE` and the like mean in the body of a property: they throw.
namespace cutpoint::rapidcheck::detail {

/// Takes what was thrown in the run in progress: a failure is a finding of the oracle "invariant",
/// a discarded input is noted, and not searched.
void take_case_result(const rc::detail::CaseResult& thrown);

/// The body of a property, with the arguments of one input. `Associated` lies in `cutpoint`, so
/// that `make_program` is found there.
template <class Associated, class Body, class Arguments>
class body_with_arguments {
 public:
  using result =
      decltype(std::apply(std::declval<const Body&>(), std::declval<const Arguments&>()));

  body_with_arguments(Body body, Arguments arguments)
      : body_(std::move(body)), arguments_(std::move(arguments)) {}

  result operator()() const {
    if constexpr (std::is_void_v<result>) {
      try {
        std::apply(body_, arguments_);
      } catch (const rc::detail::CaseResult& thrown) {
        take_case_result(thrown);
      }
    } else {
      return as_coroutine(body_, arguments_);
    }
  }

 private:
  static result as_coroutine(const Body& body, const Arguments& arguments) {
    try {
      co_await std::apply(body, arguments);
    } catch (const rc::detail::CaseResult& thrown) {
      take_case_result(thrown);
    }
  }

  Body body_;
  Arguments arguments_;
};

}  // namespace cutpoint::rapidcheck::detail
