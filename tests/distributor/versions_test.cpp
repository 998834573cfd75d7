// Every version of examples/distributor: each bug is found by the sweep and brought down to one
// deviation; the service as it should be passes the search.

#include <distributor/check/versions.hpp>

#include <cutpoint/check.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace distributor {

void PrintTo(const version& v, std::ostream* out) { *out << v.name; }

namespace {

std::vector<version> bugs() {
  std::vector<version> all = all_versions();
  std::erase_if(all, [](const version& v) { return !v.finds; });
  return all;
}

version as_it_should_be() { return all_versions().back(); }

cutpoint::options quietly(const version& v) {
  cutpoint::options wanted = options_of(v);
  wanted.out.clear();
  wanted.max_time = std::chrono::minutes(4);
  return wanted;
}

const cutpoint::phase_coverage* covered(const cutpoint::report& r, cutpoint::search_phase phase) {
  const auto found = std::ranges::find(r.phases, phase, &cutpoint::phase_coverage::phase);
  return found == r.phases.end() ? nullptr : &*found;
}

class DistributorBug : public ::testing::TestWithParam<version> {};

TEST_P(DistributorBug, IsFoundByTheSweepAndShrunkToOneDeviation) {
  const version& v = GetParam();
  cutpoint::options wanted = quietly(v);
  wanted.proof_runs = 500;
  const cutpoint::report r = check(v.program, wanted);
  EXPECT_EQ(complaint_about(v, r), "");
  ASSERT_EQ(r.findings.size(), 1U);
  EXPECT_EQ(r.findings.front().phase, cutpoint::search_phase::sweep);
  EXPECT_EQ(r.findings.front().how.deviations.size(), 1U);
  EXPECT_EQ(r.findings.front().shrunk, cutpoint::shrink_end::fixpoint);
}

INSTANTIATE_TEST_SUITE_P(Distributor, DistributorBug, ::testing::ValuesIn(bugs()),
                         [](const ::testing::TestParamInfo<version>& tested) {
                           return tested.param.name;
                         });

TEST(Distributor, SurvivesOneInterruptAndOneStopOfAnyTaskEverywhere) {
  cutpoint::options wanted = quietly(as_it_should_be());
  wanted.depth_runs = 0;
  wanted.random_runs = 0;
  const cutpoint::report r = check(as_it_should_be().program, wanted);
  EXPECT_TRUE(r.passed()) << format_text(r);
  EXPECT_TRUE(r.exhausted);
  EXPECT_EQ(r.sites_reached, r.sites_cut);
  const cutpoint::phase_coverage* const sweep = covered(r, cutpoint::search_phase::sweep);
  ASSERT_NE(sweep, nullptr);
  EXPECT_GT(sweep->runs, 1'000U);
}

TEST(Distributor, SurvivesTwoInterruptsAndStopsInRandomRuns) {
  // 100,000 were made by hand: see examples/distributor/README.md.
  cutpoint::options wanted = quietly(as_it_should_be());
  wanted.depth_runs = 0;
  wanted.random_runs = 2'000;
  const cutpoint::report r = check(as_it_should_be().program, wanted);
  EXPECT_TRUE(r.passed()) << format_text(r);
}

}  // namespace
}  // namespace distributor
