#include "lint/named_tests.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace cutpoint::lint {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const source_file& the_life_cycle() {
  return *std::ranges::find(the_repository(), "framework/docs/life-cycle.md", &source_file::path);
}

TEST(LifeCycle, HasATestForEachRule) {
  EXPECT_THAT(check_named_tests(the_life_cycle(), tests_in(the_repository())), IsEmpty());
}

TEST(LifeCycle, HasARuleForEachTestOfGenerators) {
  const std::vector<std::string> named = tests_named_in(the_life_cycle().text);
  std::vector<std::string> missing;
  for (const source_file& file : the_repository()) {
    if (!file.path.starts_with("tests/unit/coroutine/generator_")) continue;
    for (const std::string& test : tests_in({file}))
      if (std::ranges::find(named, test) == named.end()) missing.push_back(test);
  }
  EXPECT_THAT(missing, IsEmpty());
}

TEST(NamedTests, AreFoundInSources) {
  EXPECT_THAT(tests_in({{"a_test.cpp", "TEST(A, Is) {}\nTEST_F(B, Is) {}\nTYPED_TEST(C,\n  Is) {}"},
                        {"notes.md", "TEST(D, Is)"}}),
              ElementsAre("A.Is", "B.Is", "C.Is"));
}

TEST(NamedTests, AreFoundInDocuments) {
  EXPECT_THAT(tests_named_in("`A.Is` and `B.Is`, but not A.Is, `a.is` or `std::A`"),
              ElementsAre("A.Is", "B.Is"));
}

TEST(NamedTests, ExistAndStandInEachRow) {
  const std::set<std::string> tests = {"A.Is"};
  EXPECT_THAT(
      check_named_tests({"a.md", "| rule | test |\n|---|---|\n| it is | `A.Is` |\n"}, tests),
      IsEmpty());
  EXPECT_THAT(check_named_tests({"a.md", "| it is | `B.Is` |\n"}, tests), SizeIs(1));
  EXPECT_THAT(check_named_tests({"a.md", "| it is | nothing |\n"}, tests), SizeIs(1));
}

}  // namespace
}  // namespace cutpoint::lint
