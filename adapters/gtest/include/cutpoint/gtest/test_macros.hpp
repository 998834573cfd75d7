#pragma once

#include <cutpoint/gtest/check_test.hpp>
#include <cutpoint/gtest/fixture_run.hpp>
#include <cutpoint/gtest/replay_test.hpp>
#include <cutpoint/gtest/suite_of.hpp>

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
#define CUTPOINT_TEST(Suite, Name, ...) CUTPOINT_TEST_(Suite, Name, void, __VA_ARGS__)

/// The same with a body that is a coroutine, a `cutpoint::task<void>` (`<cutpoint/coroutine.hpp>`):
/// it waits by `co_await`, and its fatal assertions are `CO_ASSERT_*`.
#define CUTPOINT_CO_TEST(Suite, Name, ...) \
  CUTPOINT_TEST_(Suite, Name, ::cutpoint::task<void>, __VA_ARGS__)

/// A test with a fixture, which derives from `testing::Test`. GoogleTest does not make it: each
/// run has a fixture of its own, made in its task `main`. There `SetUp()`, the body and
/// `TearDown()` are called: so the fixture may hold what belongs to a run (`tracked`, `always`),
/// and no run sees what another did to it.
///
/// - The body is skipped where an assertion in `SetUp()` failed fatally.
/// - `TearDown()` is called however the body ends, also by an error or a stop, under a `shield`.
/// Like
///   the body, it may wait. It is skipped in a `drop`: what must be undone even then belongs in a
///   destructor.
/// - `SetUpTestSuite()` and `TearDownTestSuite()` are called once, by GoogleTest, outside of runs.
///
/// Tests of the same fixture may be `TEST_F`.
#define CUTPOINT_TEST_F(Fixture, Name, ...) \
  CUTPOINT_TEST_F_(Fixture, Name, void, ::cutpoint::gtest::detail::run_with_fixture, __VA_ARGS__)

/// The same with a body that is a coroutine. `SetUp()` and `TearDown()` are plain functions, and so
/// do not wait.
#define CUTPOINT_CO_TEST_F(Fixture, Name, ...)            \
  CUTPOINT_TEST_F_(Fixture, Name, ::cutpoint::task<void>, \
                   ::cutpoint::gtest::detail::run_with_fixture_as_coroutine, __VA_ARGS__)

/// A test that is checked for each value that `INSTANTIATE_TEST_SUITE_P` gives to its fixture,
/// which derives from `testing::TestWithParam`; else as `CUTPOINT_TEST_F`. `GetParam()` is the
/// value.
#define CUTPOINT_TEST_P(Fixture, Name, ...) \
  CUTPOINT_TEST_P_(Fixture, Name, void, ::cutpoint::gtest::detail::run_with_fixture, __VA_ARGS__)

/// The same with a body that is a coroutine.
#define CUTPOINT_CO_TEST_P(Fixture, Name, ...)            \
  CUTPOINT_TEST_P_(Fixture, Name, ::cutpoint::task<void>, \
                   ::cutpoint::gtest::detail::run_with_fixture_as_coroutine, __VA_ARGS__)

// Checks the program that runs `start`, in the name of the test that is running.
#define CUTPOINT_CHECK_(start, ...)                                                     \
  do {                                                                                  \
    using namespace ::cutpoint; /* so that options read `.modes = {stop_mode::drop}` */ \
    ::cutpoint::gtest::check_test(                                                      \
        ::cutpoint::make_program(start),                                                \
        ::cutpoint::gtest::for_current_test(::cutpoint::options{__VA_ARGS__}));         \
  } while (false)

// Lets the trace `t` be checked that another test of the executable holds.
#define CUTPOINT_CHECK_TRACE_(start, t, ...)                                            \
  do {                                                                                  \
    using namespace ::cutpoint; /* so that options read `.modes = {stop_mode::drop}` */ \
    ::cutpoint::gtest::check_trace_in_test(::cutpoint::make_program(start),             \
                                           ::cutpoint::options{__VA_ARGS__}, t);        \
  } while (false)

#define CUTPOINT_REGISTER_(Suite, Name, ...)                                   \
  [[maybe_unused]] static const bool Suite##_##Name##_cutpoint_is_registered = \
      ::cutpoint::gtest::detail::register_trace_check(#Suite "." #Name, __VA_ARGS__)

#define CUTPOINT_TEST_(Suite, Name, Result, ...)                                           \
  struct Suite##_##Name##_CutpointBody {                                                   \
    static Result run();                                                                   \
    static void replay(const ::cutpoint::trace& t) {                                       \
      CUTPOINT_CHECK_TRACE_(&run, t, __VA_ARGS__);                                         \
    }                                                                                      \
  };                                                                                       \
  CUTPOINT_REGISTER_(Suite, Name, &Suite##_##Name##_CutpointBody::replay);                 \
  TEST(Suite, Name) { CUTPOINT_CHECK_(&Suite##_##Name##_CutpointBody::run, __VA_ARGS__); } \
  Result Suite##_##Name##_CutpointBody::run()

// GoogleTest makes objects of a fixture only by way of TestBody(), which is empty here.
#define CUTPOINT_FIXTURE_BODY_(Fixture, Name, Result)      \
  class Fixture##_##Name##_CutpointBody : public Fixture { \
   public:                                                 \
    using cutpoint_result = Result;                        \
    Result cutpoint_body();                                \
                                                           \
   private:                                                \
    void TestBody() override {}                            \
  }

#define CUTPOINT_TEST_F_(Fixture, Name, Result, Run, ...)                         \
  CUTPOINT_FIXTURE_BODY_(Fixture, Name, Result);                                  \
  CUTPOINT_REGISTER_(Fixture, Name, [](const ::cutpoint::trace& t) {              \
    CUTPOINT_CHECK_TRACE_(&Run<Fixture##_##Name##_CutpointBody>, t, __VA_ARGS__); \
  });                                                                             \
  GTEST_TEST_(Fixture, Name, ::cutpoint::gtest::detail::suite_of<Fixture>,        \
              ::testing::internal::GetTypeId<Fixture>()) {                        \
    CUTPOINT_CHECK_(&Run<Fixture##_##Name##_CutpointBody>, __VA_ARGS__);          \
  }                                                                               \
  Result Fixture##_##Name##_CutpointBody::cutpoint_body()

#define CUTPOINT_TEST_P_(Fixture, Name, Result, Run, ...)                                       \
  CUTPOINT_FIXTURE_BODY_(Fixture, Name, Result);                                                \
  class GTEST_TEST_CLASS_NAME_(Fixture, Name)                                                   \
      : public ::testing::TestWithParam<Fixture::ParamType> {                                   \
    void TestBody() override {                                                                  \
      CUTPOINT_CHECK_(&Run<Fixture##_##Name##_CutpointBody>, __VA_ARGS__);                      \
    }                                                                                           \
    static const bool added_;                                                                   \
  };                                                                                            \
  [[maybe_unused]] const bool GTEST_TEST_CLASS_NAME_(Fixture, Name)::added_ =                   \
      ::cutpoint::gtest::detail::add_parameterized_test<Fixture,                                \
                                                        GTEST_TEST_CLASS_NAME_(Fixture, Name)>( \
          #Fixture, #Name, __FILE__, __LINE__);                                                 \
  Result Fixture##_##Name##_CutpointBody::cutpoint_body()
