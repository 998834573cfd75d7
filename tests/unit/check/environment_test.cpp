#include <cutpoint/check/environment.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;

/// Sets variables for as long as a test runs.
class Environment : public ::testing::Test {
 protected:
  ~Environment() override {
    for (const std::string& name : set_) unsetenv(name.c_str());
  }
  void set(const char* name, const char* value) {
    setenv(name, value, 1);
    set_.emplace_back(name);
  }
  static std::string complaint() {
    try {
      from_environment({});
    } catch (const environment_error& e) {
      return e.what();
    }
    return "no complaint";
  }

 private:
  std::vector<std::string> set_;
};

TEST_F(Environment, ChangesNothingWhereNothingIsSet) {
  options wanted{.max_time = 123ms, .random_seed = seed{9}, .out = "here"};
  wanted = from_environment(wanted);
  EXPECT_EQ(wanted.max_time, 123ms);
  EXPECT_EQ(wanted.random_seed, seed{9});
  EXPECT_EQ(wanted.out, "here");
  EXPECT_EQ(wanted.replay, "");
}

TEST_F(Environment, GivesABudgetOfTime) {
  const std::vector<std::pair<const char*, std::chrono::milliseconds>> budgets = {
      {"30s", 30s}, {"500ms", 500ms}, {"10m", 10min}, {"0s", 0ms}};
  for (const auto& [text, time] : budgets) {
    set("CUTPOINT_BUDGET", text);
    EXPECT_EQ(from_environment({}).max_time, time) << text;
  }
}

TEST_F(Environment, GivesABudgetOfRuns) {
  set("CUTPOINT_BUDGET", "100000runs");
  const options wanted = from_environment({.max_time = 5s});
  EXPECT_EQ(wanted.max_runs, 100'000U);
  EXPECT_EQ(wanted.max_time, 5s) << "it is no budget of time";
}

TEST_F(Environment, GivesASeed) {
  set("CUTPOINT_SEED", "18446744073709551615");
  EXPECT_EQ(from_environment({}).random_seed, seed{18446744073709551615U});
}

TEST_F(Environment, NamesTheFolderForTraces) {
  set("CUTPOINT_OUT", "/tmp/here");
  EXPECT_EQ(from_environment({}).out, "/tmp/here");
}

TEST_F(Environment, NamesATraceToReplay) {
  set("CUTPOINT_REPLAY", "a.trace");
  EXPECT_EQ(from_environment({}).replay, "a.trace");
}

TEST_F(Environment, RefusesABudgetItDoesNotUnderstand) {
  for (const char* const text : {"", "30", "s", "-3s", "3 s", "3h", "1.5s", "runs", "10run",
                                 "99999999999999999999s", "18446744073709551615m"}) {
    set("CUTPOINT_BUDGET", text);
    EXPECT_EQ(complaint(),
              std::string("CUTPOINT_BUDGET: expected a time (30s, 500ms, 10m) or a number of runs "
                          "(100000runs), found '") +
                  text + "'");
  }
}

TEST_F(Environment, RefusesASeedThatIsNoNumber) {
  for (const char* const text : {"", "dice", "1x", "-1", " 1", "18446744073709551616"}) {
    set("CUTPOINT_SEED", text);
    EXPECT_EQ(complaint(),
              std::string("CUTPOINT_SEED: expected a whole number, found '") + text + "'");
  }
}

}  // namespace
}  // namespace cutpoint
