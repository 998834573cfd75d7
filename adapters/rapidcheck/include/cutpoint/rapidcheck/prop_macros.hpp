#pragma once

#include <cutpoint/rapidcheck/check_property.hpp>
#include <cutpoint/rapidcheck/programs_of.hpp>

#include <string>
#include <utility>
#include <variant>

/// A GoogleTest test whose body is a program with arguments: rapidcheck generates these, and for
/// each input the program is run many times, and stopped everywhere.
///
///     CUTPOINT_PROP(Queue, LosesNothing, (std::vector<op> script, int workers),
///                   .search = {.modes = {stop_mode::drop}}) {
///       ...
///     }
///
/// Behind the parameters come members of `cutpoint::rapidcheck::property_options`, in their order.
/// Parameters are of types that `rc::Arbitrary` knows. `EXPECT_*`, `ASSERT_*`, `RC_ASSERT` and
/// `RC_PRE` work in the body.
/// Requires: `<cutpoint/gtest.hpp>`, and the header of the adapter that makes the program.
#define CUTPOINT_PROP(Suite, Name, Parameters, ...) \
  CUTPOINT_PROP_(Suite, Name, void, Parameters, __VA_ARGS__)

/// The same with a body that is a coroutine, a `cutpoint::task<void>`.
#define CUTPOINT_CO_PROP(Suite, Name, Parameters, ...) \
  CUTPOINT_PROP_(Suite, Name, ::cutpoint::task<void>, Parameters, __VA_ARGS__)

// The property as the macro's parameters say it; `wanted` are its options.
#define CUTPOINT_PROP_INPUTS_(Suite, Name, Parameters) \
  ::cutpoint::rapidcheck::programs_of(&Suite##_##Name##_CutpointProperty::run, #Parameters)

#define CUTPOINT_PROP_(Suite, Name, Result, Parameters, ...)                                       \
  struct Suite##_##Name##_CutpointProperty {                                                       \
    static Result run Parameters;                                                                  \
    static ::cutpoint::rapidcheck::property_options wanted() {                                     \
      using namespace ::cutpoint; /* so that options read `.modes = {stop_mode::drop}` */          \
      return ::cutpoint::rapidcheck::property_options{__VA_ARGS__};                                \
    }                                                                                              \
    static void replay(const ::cutpoint::trace& t) {                                               \
      const auto made = ::cutpoint::rapidcheck::program_of_trace(                                  \
          CUTPOINT_PROP_INPUTS_(Suite, Name, Parameters), t);                                      \
      if (const auto* why = ::std::get_if<::std::string>(&made)) GTEST_SKIP() << *why;             \
      ::cutpoint::gtest::check_trace_in_test(                                                      \
          ::std::get<::cutpoint::rapidcheck::generated_program>(made).runs, wanted().search, t);   \
    }                                                                                              \
  };                                                                                               \
  [[maybe_unused]] static const bool Suite##_##Name##_cutpoint_is_registered =                     \
      ::cutpoint::gtest::detail::register_trace_check(#Suite "." #Name,                            \
                                                      &Suite##_##Name##_CutpointProperty::replay); \
  TEST(Suite, Name) {                                                                              \
    ::cutpoint::rapidcheck::property_options wanted = Suite##_##Name##_CutpointProperty::wanted(); \
    ::cutpoint::gtest::check_in_test(                                                              \
        ::cutpoint::gtest::for_current_test(wanted.search),                                        \
        [&wanted](const ::cutpoint::options& in_full) {                                            \
          wanted.search = in_full;                                                                 \
          auto r = ::cutpoint::rapidcheck::check_property(                                         \
              CUTPOINT_PROP_INPUTS_(Suite, Name, Parameters), wanted);                             \
          return ::cutpoint::gtest::told_report{::std::move(r.searched), ::std::move(r.text)};     \
        });                                                                                        \
  }                                                                                                \
  Result Suite##_##Name##_CutpointProperty::run Parameters
