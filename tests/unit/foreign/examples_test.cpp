// Both libraries of examples/foreign, which know nothing of Cutpoint.

#include <foreign/senders/program.hpp>
#include <foreign/stealing/program.hpp>

#include "unit/check/checking.hpp"
#include "unit/one_run.hpp"

#include <algorithm>

namespace cutpoint::unit {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::SizeIs;

options whole_search(stop_mode mode) {
  return {.name = "example", .modes = {mode}, .depth_runs = 2'000, .random_runs = 200, .out = ""};
}

bool ran(const report& r, search_phase phase) {
  return std::ranges::any_of(
      r.phases, [&](const phase_coverage& p) { return p.phase == phase && p.runs > 0; });
}

void expect_whole_search(const report& r) {
  EXPECT_EQ(r.result, verdict::clean) << r.message;
  EXPECT_THAT(identities(r), IsEmpty());
  EXPECT_TRUE(r.exhausted);
  EXPECT_TRUE(ran(r, search_phase::sweep));
  EXPECT_TRUE(ran(r, search_phase::depth));
  EXPECT_TRUE(ran(r, search_phase::random));
  EXPECT_GT(r.sites_cut, 0U);
}

void expect_one_deviation(const report& r, const finding_identity& identity) {
  ASSERT_THAT(identities(r), ElementsAre(identity)) << r.message;
  EXPECT_THAT(r.findings.front().how.deviations, SizeIs(1));
  EXPECT_EQ(r.findings.front().phase, search_phase::sweep);
}

TEST(ForeignStealing, AnInterruptThatKeepsTheLeaseIsFoundAndShrunkToOneDeviation) {
  expect_one_deviation(
      check(stealing::program_of(stealing::serve_and_forget), whole_search(stop_mode::edge)),
      {.by = oracle::leak, .subject = "lease", .task = "main"});
}

TEST(ForeignStealing, TheChildRunsAtOnceAndTheParentsContinuationIsQueued) {
  const one_run run(stealing::program_of(stealing::serve));
  EXPECT_THAT(run.log, IsSupersetOf({"2 main yields fork#1", "2 main/job parks sleep#1",
                                     "3 main takes fork#1", "4 main/job grants main"}));
}

TEST(ForeignStealing, TheFixPassesSweepAndSearch) {
  expect_whole_search(check(stealing::program_of(stealing::serve), whole_search(stop_mode::edge)));
}

TEST(ForeignSenders, AStopThatRunsNoHandlerIsFoundAndShrunkToOneDeviation) {
  expect_one_deviation(
      check(senders::program_of(senders::upload_and_forget), whole_search(stop_mode::request)),
      {.by = oracle::leak, .subject = "session", .task = "main"});
}

TEST(ForeignSenders, TheFixPassesSweepAndSearch) {
  expect_whole_search(
      check(senders::program_of(senders::upload), whole_search(stop_mode::request)));
}

TEST(ForeignModes, OneThatIsNotDeclaredIsBadInput) {
  const report r = check(senders::program_of(senders::upload),
                         {.name = "example", .modes = {stop_mode::edge, stop_mode::request}});
  EXPECT_EQ(r.result, verdict::bad_input);
  EXPECT_FALSE(r.passed());
  EXPECT_THAT(r.findings, IsEmpty());
  EXPECT_THAT(r.message, AllOf(HasSubstr("of main declares {request}"), HasSubstr("found {edge}")));
}

}  // namespace
}  // namespace cutpoint::unit
