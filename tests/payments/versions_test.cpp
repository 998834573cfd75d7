// Every version of examples/payments: each bug is found as its chapter says, by its smallest run,
// and each fix passes with the stops that it declares and with no other.

#include "golden/approved_text.hpp"

#include <payments/chapters.hpp>

#include <cutpoint/check.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace payments {
namespace {

using cutpoint::explained_finding;
using cutpoint::options;
using cutpoint::report;
using cutpoint::stop_mode;

// The whole search of all versions is a matter of seconds where it is optimized, and of minutes
// under sanitizers.
#ifdef NDEBUG
constexpr std::optional<std::uint64_t> budget;
#else
constexpr std::optional<std::uint64_t> budget = 1'200;
#endif

std::vector<version> versions_where(bool (*fits)(const version&)) {
  std::vector<version> found;
  for (const chapter& c : all_chapters())
    std::ranges::copy_if(c.versions, std::back_inserter(found), fits);
  return found;
}

std::vector<version> bugs() {
  return versions_where([](const version& v) { return v.finds.has_value(); });
}

std::vector<version> fixes() {
  return versions_where([](const version& v) { return !v.finds.has_value(); });
}

// Returns: the version's name as a name for tests and files.
std::string plain_name(const version& v) {
  std::string name = v.name;
  std::ranges::replace_if(name, [](char c) { return c == '/' || c == '.'; }, '_');
  return name;
}

std::string test_name(const ::testing::TestParamInfo<version>& tested) {
  return plain_name(tested.param);
}

options quietly(options wanted) {
  wanted.out.clear();
  wanted.max_time = std::chrono::minutes(4);
  return wanted;
}

class Bug : public ::testing::TestWithParam<version> {};

TEST_P(Bug, IsFoundByTheDeclaredPhaseAndShrunkToItsSmallestRun) {
  const version& v = GetParam();
  const report r = check(v.program, quietly(options_of(v)));
  EXPECT_EQ(complaint_about(v, options_of(v), r), "");
  ASSERT_EQ(r.findings.size(), 1U);

  const explained_finding& f = r.findings.front();
  EXPECT_EQ(f.shrunk, cutpoint::shrink_end::fixpoint);
  std::string log;
  for (const cutpoint::event_record& e : f.events) log += log_line(e) + "\n";
  EXPECT_TRUE(cutpoint::golden::is_approved("payments/" + plain_name(v) + ".txt",
                                            format_trace(f.how) + "\n" + log));
}

INSTANTIATE_TEST_SUITE_P(Payments, Bug, ::testing::ValuesIn(bugs()), test_name);

class Fix : public ::testing::TestWithParam<version> {};

TEST_P(Fix, PassesWithTheStopsThatItDeclares) {
  const version& v = GetParam();
  options wanted = quietly(options_of(v));
  wanted.max_runs = budget.value_or(wanted.max_runs);
  const report r = check(v.program, wanted);
  EXPECT_EQ(complaint_about(v, wanted, r), "");
}

TEST_P(Fix, FailsWithEveryStopThatItDoesNotDeclare) {
  const version& v = GetParam();
  for (const weakness& w : v.weak_against)
    EXPECT_EQ(complaint_about(w, check(v.program, quietly(options_of(v, w)))), "")
        << name_of(w.mode);
}

TEST_P(Fix, SaysOfEveryStopWhetherItSurvivesIt) {
  const version& v = GetParam();
  for (const stop_mode mode : cutpoint::all_stop_modes) {
    const bool weak =
        std::ranges::find(v.weak_against, mode, &weakness::mode) != v.weak_against.end();
    EXPECT_NE(v.modes.contains(mode), weak) << name_of(mode);
  }
}

INSTANTIATE_TEST_SUITE_P(Payments, Fix, ::testing::ValuesIn(fixes()), test_name);

bool has_bug(const chapter& c) {
  return std::ranges::any_of(c.versions, [](const version& v) { return v.finds.has_value(); });
}

bool has_fix_for_every_stop(const chapter& c) {
  return std::ranges::any_of(c.versions,
                             [](const version& v) { return !v.finds && v.modes == every_mode; });
}

TEST(Chapters, TellOfSevenBugsEachWithAFixThatSurvivesEveryStop) {
  const std::vector<chapter> all = all_chapters();
  EXPECT_EQ(std::ranges::count_if(all, has_bug), 7);
  for (const chapter& c : all) EXPECT_TRUE(has_fix_for_every_stop(c)) << c.title;
}

}  // namespace
}  // namespace payments
