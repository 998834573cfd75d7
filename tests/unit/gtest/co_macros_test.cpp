// CUTPOINT_CO_TEST and CO_ASSERT_*, seen from outside.

#include "unit/gtest/test_binary.hpp"

#include <gmock/gmock.h>

#include <string>

namespace cutpoint::gtest {
namespace {

using process::ended_process;
using ::testing::HasSubstr;
using ::testing::Not;

using CutpointCoTest = test_binary;

TEST_F(CutpointCoTest, PassesWhereEveryRunDoes) {
  const ended_process end = run("CoPassing.*");
  EXPECT_EQ(end.status, 0) << end.out << end.err;
  EXPECT_THAT(end.out, HasSubstr("[  PASSED  ] 1 test."));
}

TEST_F(CutpointCoTest, FailsWithTheStoryOfItsFinding) {
  const ended_process end = run("CoFailing.Leak");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("CoFailing.Leak: leak\n  connection#1, acquired by main/notify at "
                                 "gtest_coroutine_fixture.cpp:"));
  EXPECT_THAT(end.out, HasSubstr(">> stop (edge) reaches main/notify, parked on db.begin"));
}

TEST_F(CutpointCoTest, TakesOptionsBehindItsNames) {
  const ended_process end = run("CoFailing.LeakUnderDrop");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr(">> stop (drop) reaches main/notify, parked on db.begin"));
}

TEST_F(CutpointCoTest, ReportsAnExceptionThatLeavesTheBody) {
  EXPECT_THAT(run("CoFailing.Exception").out,
              HasSubstr("an exception leaves main: the disk is full"));
}

TEST_F(CutpointCoTest, FailsWhereNothingWasExplored) {
  const ended_process end = run("CoFailing.NothingExplored");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("nothing explored: no run had a choice"));
}

TEST_F(CutpointCoTest, ReplaysItsFinding) {
  run("CoFailing.Leak");
  const ended_process end =
      run("CoFailing.Leak", {{"CUTPOINT_REPLAY", trace_of("CoFailing.Leak")}});
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("2 >> stop (edge) reaches main/notify, parked on db.begin#1"));
}

struct CoAssert : test_binary, ::testing::WithParamInterface<std::string> {};

TEST_P(CoAssert, LeavesTheCoroutineWhereItFails) {
  const ended_process end = run("CoAssert." + GetParam());
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("CoAssert." + GetParam() + ": invariant\n"));
  EXPECT_THAT(end.out, HasSubstr("left here"));
  EXPECT_THAT(end.out, Not(HasSubstr("went on")));
}

INSTANTIATE_TEST_SUITE_P(Each, CoAssert,
                         ::testing::Values("True", "False", "Eq", "Ne", "Lt", "Le", "Gt", "Ge",
                                           "Streq", "Strne", "FloatEq", "DoubleEq", "Near", "That",
                                           "Throw", "AnyThrow", "NoThrow", "Awaited", "Fail"),
                         [](const auto& instance) { return instance.param; });

TEST_F(CutpointCoTest, GoesOnWhereItsAssertionsHold) {
  const ended_process end = run("CoAssertHolds.GoesOn");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("reached the end"));
}

}  // namespace
}  // namespace cutpoint::gtest
