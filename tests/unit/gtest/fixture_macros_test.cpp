// CUTPOINT_TEST_F, CUTPOINT_TEST_P and their coroutine forms, seen from outside.

#include "unit/gtest/test_binary.hpp"

#include <gmock/gmock.h>

#include <string>

namespace cutpoint::gtest {
namespace {

using process::ended_process;
using ::testing::HasSubstr;
using ::testing::Not;

using CutpointTestF = test_binary;
using CutpointTestP = test_binary;

TEST_F(CutpointTestF, MakesAFixtureForEachRun) {
  const ended_process end = run("Service.*");
  EXPECT_EQ(end.status, 0) << end.out << end.err;
  EXPECT_THAT(end.out, HasSubstr("[  PASSED  ] 2 tests."));
}

TEST_F(CutpointTestF, SetsTheSuiteUpOnceOutsideOfRuns) {
  const ended_process end = run("Service.*");
  EXPECT_EQ(count(end.out, "suite is set up"), 1U) << end.out;
  EXPECT_EQ(count(end.out, "suite is torn down"), 1U) << end.out;
}

TEST_F(CutpointTestF, SharesItsFixtureWithTestsOfGoogleTest) {
  const ended_process end = run("Mixed.*");
  EXPECT_EQ(end.status, 0) << end.out << end.err;
  EXPECT_THAT(end.out, HasSubstr("[  PASSED  ] 2 tests."));
}

TEST_F(CutpointTestF, TearsDownWaitingAfterAStop) {
  const ended_process end = run("WaitsInTearDown.AlsoAfterAStop");
  EXPECT_EQ(end.status, 0) << end.out << end.err;
}

TEST_F(CutpointTestF, SkipsTearDownInADrop) {
  const ended_process end = run("WaitsInTearDown.NotInADrop");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("connection#1 still held at the end"));
}

TEST_F(CutpointTestF, TearsDownAfterAFatalFailure) {
  const ended_process end = run("WaitsInTearDown.AlsoAfterAFatalFailure");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("in the body"));
  EXPECT_THAT(end.out, Not(HasSubstr("still held")));
}

TEST_F(CutpointTestF, SkipsTheBodyAndTearsDownWhereSetUpFails) {
  for (const char* const test :
       {"FailsInSetUp.SkipsTheBody", "FailsInSetUp.SkipsTheBodyOfACoroutine"}) {
    const ended_process end = run(test);
    EXPECT_EQ(end.status, 1);
    EXPECT_THAT(end.out, HasSubstr("in SetUp"));
    EXPECT_THAT(end.out, HasSubstr("in TearDown"));
    EXPECT_THAT(end.out, Not(HasSubstr("in the body")));
  }
}

TEST_F(CutpointTestP, IsCheckedForEachValue) {
  const ended_process end = run("Small/Sizes.*");
  EXPECT_EQ(end.status, 0) << end.out << end.err;
  EXPECT_THAT(end.out, HasSubstr("[  PASSED  ] 6 tests."));
  EXPECT_EQ(count(end.out, "sizes are set up"), 1U) << end.out;
}

TEST_F(CutpointTestP, NamesTheValueAndTheLineThatReplaysIt) {
  for (const char* const test : {"AreGiven", "AreGivenToCoroutines"}) {
    const std::string name = std::string("Large/Sizes.") + test + "/0";
    const ended_process end = run(name);
    EXPECT_EQ(end.status, 1);
    EXPECT_THAT(end.out, HasSubstr(name + ": invariant\n"));
    EXPECT_THAT(end.out, HasSubstr("size 3"));
  }
}

}  // namespace
}  // namespace cutpoint::gtest
