#pragma once

#include <gtest/gtest.h>

/// How tests with a fixture are known to GoogleTest, which is not to make the fixture itself.
namespace cutpoint::gtest::detail {

/// What the tests of a fixture derive from in its place: it has the fixture's `SetUpTestSuite` and
/// `TearDownTestSuite`, which GoogleTest calls once, outside of runs.
template <class Fixture>
class suite_of : public ::testing::Test {
  // They may be protected.
  struct hooks : Fixture {
    static void set_up() { Fixture::SetUpTestSuite(); }
    static void tear_down() { Fixture::TearDownTestSuite(); }
  };

 public:
  static void SetUpTestSuite() { hooks::set_up(); }
  static void TearDownTestSuite() { hooks::tear_down(); }
};

/// Adds `Test`, which takes the parameters of `Fixture`, to those that `INSTANTIATE_TEST_SUITE_P`
/// multiplies, as `TEST_P` does.
template <class Fixture, class Test>
bool add_parameterized_test(const char* suite, const char* name, const char* file, int line) {
  const ::testing::internal::CodeLocation where(file, line);
  ::testing::UnitTest::GetInstance()
      ->parameterized_test_registry()
      .GetTestSuitePatternHolder<Fixture>(suite, where)
      ->AddTestPattern(suite, name, new ::testing::internal::TestMetaFactory<Test>(), where);
  return true;
}

}  // namespace cutpoint::gtest::detail
