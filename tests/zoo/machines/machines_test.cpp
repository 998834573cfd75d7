// Looks for zoo bugs with nothing but the commands of each primitive and its sequential model. Each
// is shrunk to its smallest script, with which an enumeration of all smaller scripts has to agree,
// and its fix has to pass.

#include "zoo/machines/enumeration.hpp"
#include "zoo/machines/subject.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

namespace cutpoint::zoo::machines {
namespace {

using rapidcheck::state_options;
using rapidcheck::state_report;

// The scripts are the same each time, unless somebody asks for others.
[[maybe_unused]] const int same_scripts = setenv("RC_PARAMS", "seed=10", 0);

// How many runs of each fix are asked for; tests/zoo/machines/run asks for 100,000.
std::uint64_t fixed_runs() {
  const char* const asked = std::getenv("CUTPOINT_FIXED_RUNS");
  return asked != nullptr ? std::strtoull(asked, nullptr, 10) : 1'000;
}

state_options options_for(const subject& s) {
  state_options o;
  o.property.search.name = s.id;
  o.property.search.modes = s.modes;
  o.property.search.early_timers = s.early_timers;
  o.property.search.out.clear();
  // None of them dies, and most of a short search would be a fork.
  o.property.search.runs_in = isolation::in_process;
  return o;
}

class ZooMachine : public testing::TestWithParam<subject> {};

TEST_P(ZooMachine, IsFoundAtItsSmallestScript) {
  const subject& s = GetParam();
  const state_report found = search_machine(*s.buggy, options_for(s));
  ASSERT_FALSE(found.passed());
  EXPECT_EQ(line_of(found.smallest), s.smallest) << found.text;
  EXPECT_TRUE(found.proved);
  const enumeration smaller = fail_below(*s.buggy, options_for(s), found);
  EXPECT_EQ(smaller.failing, 0U);
  EXPECT_EQ(smaller.fewer_stops, 0U);
  std::printf("| %s | `%s` | %s | %llu | %llu |\n", s.id.c_str(), line_of(found.smallest).c_str(),
              deviations_of(found.searched.findings.front()).c_str(),
              static_cast<unsigned long long>(found.scripts),
              static_cast<unsigned long long>(smaller.scripts));
}

TEST_P(ZooMachine, PassesAsItWasMended) {
  const subject& s = GetParam();
  state_options o = options_for(s);
  // Of the scripts that rapidcheck generates some are too small to use up their share.
  o.property.runs_per_input = fixed_runs() / 20;
  o.property.search.random_runs = o.property.runs_per_input;
  o.property.search.max_time = std::chrono::hours(1);
  const state_report passed = search_machine(*s.fixed, o);
  EXPECT_TRUE(passed.passed()) << passed.text;
  EXPECT_GE(passed.searched.runs, fixed_runs());
  std::printf("| %s | mended: %llu runs of %llu scripts |\n", s.id.c_str(),
              static_cast<unsigned long long>(passed.searched.runs),
              static_cast<unsigned long long>(passed.scripts));
}

std::vector<subject> all_subjects() {
  std::vector<subject> all = locks();
  for (const auto& more : {semaphores(), pools()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

INSTANTIATE_TEST_SUITE_P(Zoo, ZooMachine, testing::ValuesIn(all_subjects()),
                         [](const auto& test) { return test.param.id; });

}  // namespace
}  // namespace cutpoint::zoo::machines
