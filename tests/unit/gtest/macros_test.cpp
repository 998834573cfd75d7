// CUTPOINT_TEST, seen from outside: by what a test binary prints and how it exits.

#include "unit/gtest/test_binary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <string>

namespace cutpoint::gtest {
namespace {

using process::ended_process;
using process::environment_changes;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

using CutpointTest = test_binary;

TEST_F(CutpointTest, PassesQuietlyWhereEveryRunDoes) {
  const ended_process end = run("Passing.*");
  EXPECT_EQ(end.status, 0) << end.out << end.err;
  EXPECT_THAT(end.out, HasSubstr("[  PASSED  ] 2 tests."));
  EXPECT_LT(std::ranges::count(end.out, '\n'), 20) << end.out;
  EXPECT_EQ(end.err, "");
}

TEST_F(CutpointTest, FailsWithTheStoryOfItsFinding) {
  const ended_process end = run("Failing.Leak");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("Failing.Leak: leak\n  connection#1, acquired by main/notify at "
                                 "gtest_fixture.cpp:"));
  EXPECT_THAT(end.out, HasSubstr(">> stop (edge) reaches main/notify, parked on db.begin"));
}

TEST_F(CutpointTest, FailsAtTheLineOfTheTest) {
  EXPECT_THAT(run("Failing.Leak").out, ContainsRegex("gtest_fixture.cpp:[0-9]+: Failure\n"));
}

TEST_F(CutpointTest, TakesOptionsBehindItsNames) {
  const ended_process end = run("Failing.LeakUnderDrop");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr(">> stop (drop) reaches main, parked on db.begin"));
  EXPECT_THAT(end.out, Not(HasSubstr("random")));
}

TEST_F(CutpointTest, ReportsAFailingExpectationOnceHoweverManyRunsItFailsIn) {
  const ended_process end = run("Failing.Expectation");
  EXPECT_EQ(end.status, 1);
  EXPECT_EQ(count(end.out, ": Failure\n"), 1U) << end.out;
  EXPECT_THAT(end.out, HasSubstr("Failing.Expectation: invariant\n  gtest_fixture.cpp:"));
  EXPECT_THAT(end.out, HasSubstr("Value of: given.has_value()"));
  EXPECT_THAT(end.out, HasSubstr("the answer was stopped"));
  EXPECT_LT(std::ranges::count(end.out, '\n'), 40) << end.out;
}

TEST_F(CutpointTest, LeavesTheBodyAtAFailingAssertion) {
  const ended_process end = run("Failing.Assertion");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("Failing.Assertion: invariant\n"));
  EXPECT_THAT(end.out, HasSubstr("arithmetic"));
  EXPECT_THAT(end.out, HasSubstr("0 deviations: it fails undisturbed"));
}

TEST_F(CutpointTest, ListsWhatElseIsWrongUnderTheExpectation) {
  const std::string out = run("Failing.BothAssertionAndLeak").out;
  EXPECT_THAT(out, HasSubstr("Failing.BothAssertionAndLeak: invariant\n"));
  EXPECT_THAT(out, HasSubstr("also: leak: connection#1"));
}

TEST_F(CutpointTest, SurvivesAProgramThatDies) {
  const ended_process end = run("Failing.Death:Plain.Passes");
  EXPECT_EQ(end.status, 1);
  EXPECT_EQ(end.signal, 0);
  EXPECT_THAT(end.out, HasSubstr("main: died of signal 6 (Aborted), in step 2"));
  EXPECT_THAT(end.out, HasSubstr("[       OK ] Plain.Passes"));
}

TEST_F(CutpointTest, ReportsAnExceptionThatLeavesTheBody) {
  EXPECT_THAT(run("Failing.Exception").out,
              HasSubstr("an exception leaves main: the disk is full"));
}

TEST_F(CutpointTest, FailsWhereNothingWasExplored) {
  const ended_process end = run("Failing.NothingExplored");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("Failing.NothingExplored: nothing explored: no run had a choice"));
}

TEST_F(CutpointTest, EndsAtItsFirstFinding) {
  run("Failing.*");
  EXPECT_TRUE(std::filesystem::exists(trace_of("Failing.Leak")));
  EXPECT_FALSE(std::filesystem::exists(trace_of("Failing.Leak-2")));
}

TEST_F(CutpointTest, PrintsALineThatReplaysWhenItIsPasted) {
  const std::string out = run("Failing.Leak").out;
  const std::size_t begin = out.find("CUTPOINT_REPLAY=");
  ASSERT_NE(begin, std::string::npos) << out;
  const std::string line = out.substr(begin, out.find('\n', begin) - begin);
  EXPECT_EQ(line, "CUTPOINT_REPLAY=" + trace_of("Failing.Leak") + " " + CUTPOINT_GTEST_FIXTURE +
                      " --gtest_filter=Failing.Leak");
  const ended_process pasted = process::run_process({"/bin/sh", "-c", line});
  EXPECT_EQ(pasted.status, 1);
  EXPECT_THAT(pasted.out, HasSubstr("replaying " + trace_of("Failing.Leak")));
  EXPECT_THAT(pasted.out, HasSubstr("2 >> stop (edge) reaches main/notify, parked on db.begin#1"));
  EXPECT_THAT(pasted.out, HasSubstr("Failing.Leak: leak\n"));
}

TEST_F(CutpointTest, ReplaysADeathInItsOwnProcess) {
  run("Failing.Death");
  const ended_process end = run("Failing.Death", {{"CUTPOINT_REPLAY", trace_of("Failing.Death")}});
  EXPECT_EQ(end.signal, SIGABRT);
  EXPECT_THAT(end.out, HasSubstr("main cancelled at work#1"));
}

TEST_F(CutpointTest, ReplaysAFailingExpectation) {
  run("Failing.Expectation");
  const ended_process end =
      run("Failing.Expectation", {{"CUTPOINT_REPLAY", trace_of("Failing.Expectation")}});
  EXPECT_EQ(end.status, 1);
  EXPECT_EQ(count(end.out, ": Failure\n"), 1U) << end.out;
}

TEST_F(CutpointTest, SkipsWhereTheTraceIsOfAnotherTest) {
  run("Failing.Leak");
  const ended_process end =
      run("Passing.Clean:Failing.Leak", {{"CUTPOINT_REPLAY", trace_of("Failing.Leak")}});
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("[  SKIPPED ] Passing.Clean"));
  EXPECT_THAT(end.out, HasSubstr("is a trace of Failing.Leak"));
  EXPECT_THAT(end.out, HasSubstr("[  FAILED  ] Failing.Leak"));
}

TEST_F(CutpointTest, FailsWhereTheTraceIsMissing) {
  const ended_process end = run("Passing.Clean", {{"CUTPOINT_REPLAY", "none.trace"}});
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("none.trace: cannot be read"));
}

TEST_F(CutpointTest, FailsWhereAVariableIsWrong) {
  const ended_process end = run("Passing.Clean", {{"CUTPOINT_BUDGET", "soon"}});
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("CUTPOINT_BUDGET: expected a time"));
}

TEST_F(CutpointTest, KeepsToTheBudget) {
  const ended_process end = run("Failing.Leak", {{"CUTPOINT_BUDGET", "2runs"}});
  EXPECT_EQ(end.status, 0) << "the baseline alone is clean\n" << end.out;
}

}  // namespace
}  // namespace cutpoint::gtest
