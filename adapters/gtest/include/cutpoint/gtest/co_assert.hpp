#pragma once

#include <gtest/gtest.h>

/// The fatal assertions for coroutines: they leave the coroutine, which returns a `task<void>`, by
/// `co_return`, where those of GoogleTest say `return`. Text may be streamed into them, and their
/// arguments may say `co_await`. `EXPECT_*` works in coroutines as it is.

#define CUTPOINT_CO_FATAL_FAILURE_(message) \
  co_return GTEST_MESSAGE_(message, ::testing::TestPartResult::kFatalFailure)

/// Fails.
#define CO_FAIL() CUTPOINT_CO_FATAL_FAILURE_("Failed")

/// Requires `condition`.
#define CO_ASSERT_TRUE(condition) \
  GTEST_TEST_BOOLEAN_(condition, #condition, false, true, CUTPOINT_CO_FATAL_FAILURE_)
/// Requires that `condition` is false.
#define CO_ASSERT_FALSE(condition) \
  GTEST_TEST_BOOLEAN_(!(condition), #condition, true, false, CUTPOINT_CO_FATAL_FAILURE_)

/// Requires that `format` finds nothing wrong with its argument.
#define CO_ASSERT_PRED_FORMAT1(format, value) \
  GTEST_PRED_FORMAT1_(format, value, CUTPOINT_CO_FATAL_FAILURE_)
/// The same with two arguments.
#define CO_ASSERT_PRED_FORMAT2(format, left, right) \
  GTEST_PRED_FORMAT2_(format, left, right, CUTPOINT_CO_FATAL_FAILURE_)
/// The same with three arguments.
#define CO_ASSERT_PRED_FORMAT3(format, first, second, third) \
  GTEST_PRED_FORMAT3_(format, first, second, third, CUTPOINT_CO_FATAL_FAILURE_)

/// Requires `left == right`.
#define CO_ASSERT_EQ(left, right) \
  CO_ASSERT_PRED_FORMAT2(::testing::internal::EqHelper::Compare, left, right)
/// Requires `left != right`.
#define CO_ASSERT_NE(left, right) \
  CO_ASSERT_PRED_FORMAT2(::testing::internal::CmpHelperNE, left, right)
/// Requires `left < right`.
#define CO_ASSERT_LT(left, right) \
  CO_ASSERT_PRED_FORMAT2(::testing::internal::CmpHelperLT, left, right)
/// Requires `left <= right`.
#define CO_ASSERT_LE(left, right) \
  CO_ASSERT_PRED_FORMAT2(::testing::internal::CmpHelperLE, left, right)
/// Requires `left > right`.
#define CO_ASSERT_GT(left, right) \
  CO_ASSERT_PRED_FORMAT2(::testing::internal::CmpHelperGT, left, right)
/// Requires `left >= right`.
#define CO_ASSERT_GE(left, right) \
  CO_ASSERT_PRED_FORMAT2(::testing::internal::CmpHelperGE, left, right)

/// Requires equal C strings.
#define CO_ASSERT_STREQ(left, right) \
  CO_ASSERT_PRED_FORMAT2(::testing::internal::CmpHelperSTREQ, left, right)
/// Requires different C strings.
#define CO_ASSERT_STRNE(left, right) \
  CO_ASSERT_PRED_FORMAT2(::testing::internal::CmpHelperSTRNE, left, right)
/// Requires floats that differ by at most 4 units in the last place.
#define CO_ASSERT_FLOAT_EQ(left, right) \
  CO_ASSERT_PRED_FORMAT2(::testing::internal::CmpHelperFloatingPointEQ<float>, left, right)
/// Requires doubles that differ by at most 4 units in the last place.
#define CO_ASSERT_DOUBLE_EQ(left, right) \
  CO_ASSERT_PRED_FORMAT2(::testing::internal::CmpHelperFloatingPointEQ<double>, left, right)
/// Requires numbers that differ by at most `error`.
#define CO_ASSERT_NEAR(left, right, error) \
  CO_ASSERT_PRED_FORMAT3(::testing::internal::DoubleNearPredFormat, left, right, error)

/// Requires that `matcher` matches `value`; and `<gmock/gmock.h>`.
#define CO_ASSERT_THAT(value, matcher) \
  CO_ASSERT_PRED_FORMAT1(::testing::internal::MakePredicateFormatterFromMatcher(matcher), value)

/// Requires that `statement` throws an `exception`.
#define CO_ASSERT_THROW(statement, exception) \
  GTEST_TEST_THROW_(statement, exception, CUTPOINT_CO_FATAL_FAILURE_)
/// Requires that `statement` throws.
#define CO_ASSERT_ANY_THROW(statement) GTEST_TEST_ANY_THROW_(statement, CUTPOINT_CO_FATAL_FAILURE_)
/// Requires that `statement` does not throw.
#define CO_ASSERT_NO_THROW(statement) GTEST_TEST_NO_THROW_(statement, CUTPOINT_CO_FATAL_FAILURE_)
