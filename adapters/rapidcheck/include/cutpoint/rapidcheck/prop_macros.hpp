#pragma once

#include <cutpoint/rapidcheck/check_property.hpp>
#include <cutpoint/rapidcheck/programs_of.hpp>

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

#define CUTPOINT_PROP_(Suite, Name, Result, Parameters, ...)                                   \
  struct Suite##_##Name##_CutpointProperty {                                                   \
    static Result run Parameters;                                                              \
  };                                                                                           \
  TEST(Suite, Name) {                                                                          \
    using namespace ::cutpoint; /* so that options read `.modes = {stop_mode::drop}` */        \
    ::cutpoint::rapidcheck::property_options wanted{__VA_ARGS__};                              \
    ::cutpoint::gtest::check_in_test(                                                          \
        ::cutpoint::gtest::for_current_test(wanted.search),                                    \
        [&wanted](const ::cutpoint::options& in_full) {                                        \
          wanted.search = in_full;                                                             \
          auto r = ::cutpoint::rapidcheck::check_property(                                     \
              ::cutpoint::rapidcheck::programs_of(&Suite##_##Name##_CutpointProperty::run,     \
                                                  #Parameters),                                \
              wanted);                                                                         \
          return ::cutpoint::gtest::told_report{::std::move(r.searched), ::std::move(r.text)}; \
        });                                                                                    \
  }                                                                                            \
  Result Suite##_##Name##_CutpointProperty::run Parameters
