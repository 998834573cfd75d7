#pragma once

#include <cutpoint/gtest/check_test.hpp>

#include <gtest/gtest.h>

/// A test whose body is a program: it is run many times, and stopped everywhere.
///
///     CUTPOINT_TEST(Pool, EveryConnectionGoesBack, .modes = {cutpoint::stop_mode::drop}) {
///       ...
///     }
///
/// Behind the names come members of `cutpoint::options`, in their order. The adapter whose header
/// the file includes (`<cutpoint/fiber.hpp>`) makes the program, by `make_program`. `EXPECT_*` and
/// `ASSERT_*` work in the body and in what it calls.
#define CUTPOINT_TEST(Suite, Name, ...)                                                 \
  struct Suite##_##Name##_CutpointBody {                                                \
    static void run();                                                                  \
  };                                                                                    \
  TEST(Suite, Name) {                                                                   \
    using namespace ::cutpoint; /* so that options read `.modes = {stop_mode::drop}` */ \
    ::cutpoint::gtest::check_test(                                                      \
        ::cutpoint::make_program(Suite##_##Name##_CutpointBody::run),                   \
        ::cutpoint::gtest::for_current_test(::cutpoint::options{__VA_ARGS__}));         \
  }                                                                                     \
  void Suite##_##Name##_CutpointBody::run()
