// design.md's table of stop modes and windows, one test for each cell.

#include "contract/styles.hpp"
#include "contract/support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cutpoint::contract {
namespace {

using testing::ElementsAre;

std::vector<std::string> told_after(program p, story& tell, std::vector<wanted_stop> stops) {
  const run_record record = stopped_run(p, tell, stops);
  EXPECT_EQ(record.end, run_end::completed);
  EXPECT_THAT(record.violations, ElementsAre());
  return record.told;
}

template <class Style>
struct StopBeforeStart : testing::Test {
  story tell;
  std::vector<std::string> told(stop_mode mode) {
    return told_after(Style::before_start(tell), tell,
                      {{"main/victim", "", window::before_start, mode}});
  }
};
TYPED_TEST_SUITE(StopBeforeStart, styles);

TYPED_TEST(StopBeforeStart, EdgeNeverRunsTheBodyAndDestroysTheArguments) {
  EXPECT_THAT(this->told(stop_mode::edge), ElementsAre("argument goes", "victim ends stopped"));
}

TYPED_TEST(StopBeforeStart, LevelRunsTheBodyUpToItsFirstSuspension) {
  EXPECT_THAT(this->told(stop_mode::level),
              ElementsAre("body runs", "first: cancelled", "argument goes", "victim ends stopped"));
}

TYPED_TEST(StopBeforeStart, DropDestroysTheArguments) {
  EXPECT_THAT(this->told(stop_mode::drop), ElementsAre("argument goes", "victim ends dropped"));
}

TYPED_TEST(StopBeforeStart, RequestRunsTheBodyWithATrueToken) {
  EXPECT_THAT(this->told(stop_mode::request),
              ElementsAre("body runs", "first: goes on", "next: goes on", "token is true",
                          "argument goes", "victim ends with a value"));
}

template <class Style>
struct StopWhileParked : testing::Test {
  story tell;
  std::vector<std::string> told(stop_mode mode) {
    return told_after(Style::parked(tell), tell, {{"main/victim", "gate", window::parked, mode}});
  }
};
TYPED_TEST_SUITE(StopWhileParked, styles);

TYPED_TEST(StopWhileParked, EdgeThrows) {
  EXPECT_THAT(this->told(stop_mode::edge),
              ElementsAre("gate: cancelled", "frame goes", "victim ends stopped"));
}

TYPED_TEST(StopWhileParked, LevelThrows) {
  EXPECT_THAT(this->told(stop_mode::level),
              ElementsAre("gate: cancelled", "frame goes", "victim ends stopped"));
}

TYPED_TEST(StopWhileParked, DropDestroysTheFrame) {
  EXPECT_THAT(this->told(stop_mode::drop), ElementsAre("frame goes", "victim ends dropped"));
}

TYPED_TEST(StopWhileParked, RequestRunsTheCallbacksAndLeavesTheWaitAlone) {
  EXPECT_THAT(this->told(stop_mode::request),
              ElementsAre("stop callback", "gate: goes on", "next: goes on", "token is true",
                          "frame goes", "victim ends with a value"));
}

template <class Style>
struct StopWhileGranted : testing::Test {
  story tell;
  std::vector<std::string> told(stop_mode mode) {
    return told_after(Style::granted(tell), tell, {{"main/victim", "door", window::granted, mode}});
  }
};
TYPED_TEST_SUITE(StopWhileGranted, styles);

TYPED_TEST(StopWhileGranted, EdgeThrowsAndTheGrantIsGivenBack) {
  EXPECT_THAT(
      this->told(stop_mode::edge),
      ElementsAre("door: cancelled", "frame goes", "heir owns the door", "victim ends stopped"));
}

TYPED_TEST(StopWhileGranted, LevelKeepsTheResultAndThrowsAtTheNextSuspension) {
  EXPECT_THAT(this->told(stop_mode::level),
              ElementsAre("door: goes on", "next: cancelled", "frame goes", "heir owns the door",
                          "victim ends stopped"));
}

TYPED_TEST(StopWhileGranted, DropDestroysTheFrameAndTheGrantIsGivenBack) {
  EXPECT_THAT(this->told(stop_mode::drop),
              ElementsAre("frame goes", "heir owns the door", "victim ends dropped"));
}

TYPED_TEST(StopWhileGranted, RequestRunsTheCallbacksAndLeavesTheGrantAlone) {
  EXPECT_THAT(this->told(stop_mode::request),
              ElementsAre("stop callback", "door: goes on", "next: goes on", "token is true",
                          "frame goes", "heir owns the door", "victim ends with a value"));
}

template <class Style>
struct StopWhileReady : testing::Test {
  story tell;
  std::vector<std::string> told_at_yield(stop_mode mode) {
    return told_after(Style::yielding(tell), tell, {{"main/victim", "pause", window::ready, mode}});
  }
  std::vector<std::string> told_at_checkpoint(stop_mode mode) {
    return told_after(Style::passing(tell), tell, {{"main/victim", "door", window::ready, mode}});
  }
};
TYPED_TEST_SUITE(StopWhileReady, styles);

TYPED_TEST(StopWhileReady, EdgeThrows) {
  EXPECT_THAT(this->told_at_yield(stop_mode::edge),
              ElementsAre("pause: cancelled", "frame goes", "victim ends stopped"));
}

TYPED_TEST(StopWhileReady, LevelThrows) {
  EXPECT_THAT(this->told_at_yield(stop_mode::level),
              ElementsAre("pause: cancelled", "frame goes", "victim ends stopped"));
}

TYPED_TEST(StopWhileReady, DropDestroysTheFrame) {
  EXPECT_THAT(this->told_at_yield(stop_mode::drop),
              ElementsAre("frame goes", "victim ends dropped"));
}

TYPED_TEST(StopWhileReady, RequestRunsTheCallbacks) {
  EXPECT_THAT(this->told_at_yield(stop_mode::request),
              ElementsAre("stop callback", "pause: goes on", "next: goes on", "token is true",
                          "frame goes", "victim ends with a value"));
}

TYPED_TEST(StopWhileReady, EdgeThrowsAtACheckpointAndTheOperationIsNotDone) {
  EXPECT_THAT(this->told_at_checkpoint(stop_mode::edge),
              ElementsAre("door: cancelled", "frame goes", "victim ends stopped"));
}

TYPED_TEST(StopWhileReady, LevelThrowsAtACheckpointAndTheOperationIsNotDone) {
  EXPECT_THAT(this->told_at_checkpoint(stop_mode::level),
              ElementsAre("door: cancelled", "frame goes", "victim ends stopped"));
}

TYPED_TEST(StopWhileReady, DropDestroysTheFrameAtACheckpointAndTheOperationIsNotDone) {
  EXPECT_THAT(this->told_at_checkpoint(stop_mode::drop),
              ElementsAre("frame goes", "victim ends dropped"));
}

TYPED_TEST(StopWhileReady, RequestRunsTheCallbacksAtACheckpointAndTheOperationIsDone) {
  EXPECT_THAT(this->told_at_checkpoint(stop_mode::request),
              ElementsAre("stop callback", "door: goes on", "next: goes on", "token is true",
                          "frame goes", "victim ends with a value"));
}

template <class Style>
struct StopInCleanup : testing::Test {
  story tell;
  std::vector<std::string> told(stop_mode mode) {
    return told_after(Style::cleaning(tell), tell,
                      {{"main/victim", "gate", window::parked, stop_mode::edge},
                       {"main/victim", "cleanup", window::in_cleanup, mode}});
  }
};
TYPED_TEST_SUITE(StopInCleanup, styles);

TYPED_TEST(StopInCleanup, EdgeThrows) {
  EXPECT_THAT(this->told(stop_mode::edge), ElementsAre("gate: cancelled", "cleanup: cancelled",
                                                       "frame goes", "victim ends stopped"));
}

TYPED_TEST(StopInCleanup, LevelThrows) {
  EXPECT_THAT(this->told(stop_mode::level), ElementsAre("gate: cancelled", "cleanup: cancelled",
                                                        "frame goes", "victim ends stopped"));
}

TYPED_TEST(StopInCleanup, DropDestroysTheFrame) {
  EXPECT_THAT(this->told(stop_mode::drop),
              ElementsAre("gate: cancelled", "frame goes", "victim ends dropped"));
}

TYPED_TEST(StopInCleanup, RequestRunsTheCallbacks) {
  EXPECT_THAT(this->told(stop_mode::request),
              ElementsAre("gate: cancelled", "stop callback", "cleanup: goes on", "more: goes on",
                          "token is true", "frame goes", "victim ends stopped"));
}

}  // namespace
}  // namespace cutpoint::contract
