// What design.md says of stops beside its table of modes and windows.

#include "contract/styles.hpp"
#include "contract/support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace cutpoint::contract {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Notes which stops of one task are on offer while an earlier one is still to be thrown.
class offers_after_edge final : public decider {
 public:
  explicit offers_after_edge(std::string target) : target_(std::move(target)) {}

  std::uint32_t decide(const choice_point& point) override {
    for (std::uint32_t move = point.picks(); move < point.moves(); ++move) {
      const deviation offered = point.describe(move);
      if (offered.address.task != target_ || offered.address.operation != "gate") continue;
      if (delivered_) {
        offers.insert(std::string(name_of(offered.mode)));
      } else if (offered.mode == stop_mode::edge) {
        delivered_ = true;
        return move;
      }
    }
    return 0;
  }

  std::set<std::string> offers;

 private:
  std::string target_;
  bool delivered_ = false;
};

// Notes every stop on offer, as `mode task operation`.
class all_offers final : public decider {
 public:
  std::uint32_t decide(const choice_point& point) override {
    for (std::uint32_t move = point.picks(); move < point.moves(); ++move) {
      const deviation offered = point.describe(move);
      offers.insert(std::string(name_of(offered.mode)) + " " + offered.address.task + " " +
                    offered.address.operation);
    }
    return 0;
  }
  std::set<std::string> offers;
};

run_bounds every_mode(std::uint32_t stops) {
  return {.modes = {stop_mode::edge, stop_mode::level, stop_mode::drop, stop_mode::request},
          .stops = stops};
}

template <class Style>
struct StopRules : testing::Test {
  story tell;
  std::vector<std::string> told(const program& p, const std::vector<wanted_stop>& stops) {
    return stopped_run(p, tell, stops).told;
  }
  std::vector<std::string> told(const program& p) { return benign_run(p, tell).told; }
};
TYPED_TEST_SUITE(StopRules, styles);

template <class Style>
struct StopRulesOnAStack : StopRules<Style> {};
TYPED_TEST_SUITE(StopRulesOnAStack, stackful_styles);

TYPED_TEST(StopRules, AStoppedTaskThatWasParkedRunsBehindThoseThatAreReady) {
  EXPECT_THAT(this->told(TypeParam::busy(this->tell),
                         {{"main/victim", "gate", window::parked, stop_mode::edge}}),
              ElementsAre("gate: cancelled", "other runs", "victim ends stopped", "other runs",
                          "other runs"));
}

TYPED_TEST(StopRules, AStoppedTaskThatIsReadyKeepsItsPlace) {
  EXPECT_THAT(this->told(TypeParam::granted(this->tell),
                         {{"main/victim", "door", window::granted, stop_mode::edge}}),
              testing::Contains("heir owns the door"));
}

TYPED_TEST(StopRules, ADelayedStopIsDeliveredSoManySchedulingPointsLater) {
  EXPECT_THAT(this->told(TypeParam::busy(this->tell),
                         {{"main/victim", "gate", window::parked, stop_mode::edge, 2}}),
              ElementsAre("other runs", "other runs", "gate: cancelled", "other runs",
                          "victim ends stopped"));
}

TYPED_TEST(StopRules, AParkedTaskThatAnEdgeStopReachedCannotBeWokenAnyMore) {
  EXPECT_THAT(this->told(TypeParam::opened_too_late(this->tell),
                         {{"main/victim", "gate", window::parked, stop_mode::edge, 2}}),
              ElementsAre("nobody waits at the gate", "gate: cancelled", "frame goes",
                          "victim ends stopped"));
}

TYPED_TEST(StopRules, AParkedTaskThatALevelStopReachedThrowsAlsoIfItIsWokenLater) {
  EXPECT_THAT(this->told(TypeParam::opened_too_late(this->tell),
                         {{"main/victim", "gate", window::parked, stop_mode::level, 2}}),
              ElementsAre("nobody waits at the gate", "gate: cancelled", "frame goes",
                          "victim ends stopped"));
}

TYPED_TEST(StopRules, AGrantIsPassedOnToTheHeadOfTheQueue) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::drop}) {
    EXPECT_THAT(this->told(TypeParam::line_at_mutex(this->tell),
                           {{"main/first", "door", window::granted, mode}}),
                ElementsAre("second owns the door", "third owns the door", "the door is free"));
  }
}

TYPED_TEST(StopRules, AGrantIsPassedOnAsOftenAsItsHolderIsStopped) {
  EXPECT_THAT(this->told(TypeParam::line_at_mutex(this->tell),
                         {{"main/first", "door", window::granted, stop_mode::edge},
                          {"main/second", "door", window::granted, stop_mode::edge}}),
              ElementsAre("third owns the door", "the door is free"));
}

TYPED_TEST(StopRules, AStoppedWaiterLeavesTheQueueAndTheOthersKeepTheirOrder) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level, stop_mode::drop}) {
    EXPECT_THAT(this->told(TypeParam::line_at_mutex(this->tell),
                           {{"main/second", "door", window::parked, mode}}),
                ElementsAre("first owns the door", "third owns the door", "the door is free"));
  }
}

TYPED_TEST(StopRules, AMutexIsFreeAfterAnyOneStop) {
  const std::size_t runs =
      for_each_stop(TypeParam::line_at_mutex(this->tell), this->tell, [](const run_record& run) {
        EXPECT_EQ(run.end, run_end::completed);
        EXPECT_THAT(run.told, Not(Contains("the door stays locked")));
      });
  EXPECT_GT(runs, 50U);
}

TYPED_TEST(StopRules, AUserWrittenPrimitiveIsWithdrawnFromAtDelivery) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level, stop_mode::drop}) {
    EXPECT_THAT(this->told(TypeParam::line_for_permits(this->tell),
                           {{"main/second", "permit", window::parked, mode}}),
                ElementsAre("withdrawn", "first has the permit", "third has the permit",
                            "1 free, 0 waiting"));
  }
}

TYPED_TEST(StopRules, AUserWrittenPrimitiveIsGivenBackWhatWasNotConsumed) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::drop}) {
    EXPECT_THAT(this->told(TypeParam::line_for_permits(this->tell),
                           {{"main/first", "permit", window::granted, mode}}),
                ElementsAre("given back", "second has the permit", "third has the permit",
                            "1 free, 0 waiting"));
  }
}

TYPED_TEST(StopRules, AUserWrittenPrimitiveHearsNothingOfARequest) {
  EXPECT_THAT(this->told(TypeParam::line_for_permits(this->tell),
                         {{"main/second", "permit", window::parked, stop_mode::request}}),
              ElementsAre("first has the permit", "second has the permit", "third has the permit",
                          "1 free, 0 waiting"));
}

TYPED_TEST(StopRules, AUserWrittenPrimitiveLosesNoPermitByAnyOneStop) {
  for_each_stop(TypeParam::line_for_permits(this->tell), this->tell, [](const run_record& run) {
    EXPECT_EQ(run.end, run_end::completed);
    for (const std::string& line : run.told)
      EXPECT_TRUE(!line.ends_with("waiting") || line == "1 free, 0 waiting") << line;
  });
}

TYPED_TEST(StopRulesOnAStack, AnEdgeStopIsLatchedWhileAnExceptionIsInFlight) {
  EXPECT_THAT(this->told(TypeParam::stopped_in_destructor(this->tell, stop_mode::edge)),
              ElementsAre("destructor: goes on", "caught the error", "after: cancelled",
                          "victim ends stopped"));
}

TYPED_TEST(StopRulesOnAStack, ALevelStopIsLatchedWhileAnExceptionIsInFlight) {
  EXPECT_THAT(this->told(TypeParam::stopped_in_destructor(this->tell, stop_mode::level)),
              ElementsAre("destructor: goes on", "caught the error", "after: cancelled",
                          "victim ends stopped"));
}

TYPED_TEST(StopRulesOnAStack, NoThrowIsOfferedWhileAnExceptionIsInFlight) {
  all_offers decides;
  record_run(TypeParam::stopped_in_destructor(this->tell, stop_mode::request), this->tell, decides,
             every_mode(1));
  EXPECT_THAT(decides.offers, Not(Contains("edge main/victim destructor")));
  EXPECT_THAT(decides.offers, Not(Contains("level main/victim destructor")));
  EXPECT_THAT(decides.offers, Contains("edge main/victim after"));
}

TYPED_TEST(StopRules, AShieldHoldsUpAnEdgeStopUntilTheFirstSuspensionAfterIt) {
  EXPECT_THAT(this->told(TypeParam::stopped_under_shield(this->tell, stop_mode::edge)),
              ElementsAre("shielded: goes on", "shielded again: goes on", "the shield is gone",
                          "after: cancelled", "frame goes", "victim ends stopped"));
}

TYPED_TEST(StopRules, AShieldHoldsUpALevelStopUntilTheFirstSuspensionAfterIt) {
  EXPECT_THAT(this->told(TypeParam::stopped_under_shield(this->tell, stop_mode::level)),
              ElementsAre("shielded: goes on", "shielded again: goes on", "the shield is gone",
                          "after: cancelled", "frame goes", "victim ends stopped"));
}

TYPED_TEST(StopRules, AShieldDoesNotHoldUpADrop) {
  EXPECT_THAT(this->told(TypeParam::stopped_under_shield(this->tell, stop_mode::drop)),
              ElementsAre("frame goes", "victim ends dropped"));
}

TYPED_TEST(StopRules, UnderAShieldStopsAreOfferedToo) {
  all_offers decides;
  record_run(TypeParam::shielded(this->tell), this->tell, decides, every_mode(1));
  EXPECT_THAT(decides.offers, Contains("drop main/victim shielded"));
  EXPECT_THAT(decides.offers, Contains("edge main/victim shielded"));
  EXPECT_THAT(decides.offers, Contains("level main/victim shielded"));
  EXPECT_THAT(decides.offers, Contains("request main/victim shielded"));
  EXPECT_THAT(decides.offers, Contains("edge main/victim after"));
}

TYPED_TEST(StopRules, AnEdgeStopIsSpentByOneThrow) {
  EXPECT_THAT(this->told(TypeParam::acknowledging(this->tell),
                         {{"main/victim", "gate", window::parked, stop_mode::edge}}),
              ElementsAre("gate: cancelled", "try: goes on", "try: goes on", "try: goes on",
                          "after: goes on", "victim ends with a value"));
}

TYPED_TEST(StopRules, ALevelStopThrowsAtEverySuspensionUntilItIsAcknowledged) {
  EXPECT_THAT(this->told(TypeParam::acknowledging(this->tell),
                         {{"main/victim", "gate", window::parked, stop_mode::level}}),
              ElementsAre("gate: cancelled", "try: cancelled", "try: cancelled", "try: cancelled",
                          "after: goes on", "victim ends with a value"));
}

TYPED_TEST(StopRules, AnAcknowledgedStopIsNotSwallowed) {
  const run_record run = stopped_run(TypeParam::acknowledging(this->tell), this->tell,
                                     {{"main/victim", "gate", window::parked, stop_mode::edge}});
  EXPECT_THAT(run.swallowed, IsEmpty());
}

TYPED_TEST(StopRules, AStopThatIsCaughtAndNotAcknowledgedIsSwallowed) {
  const run_record run = stopped_run(TypeParam::swallowing(this->tell), this->tell,
                                     {{"main/victim", "gate", window::parked, stop_mode::edge}});
  EXPECT_THAT(run.swallowed, ElementsAre("main/victim"));
}

TYPED_TEST(StopRules, WhileAStopIsPendingOnlyADropIsOffered) {
  offers_after_edge decides("main/victim");
  record_run(TypeParam::busy(this->tell), this->tell, decides, every_mode(2));
  EXPECT_THAT(decides.offers, ElementsAre("drop"));
}

TYPED_TEST(StopRules, AStoppedScopeStopsItsTasksInSpawnOrderBeforeAnyOfThemRuns) {
  const run_record run = stopped_run(TypeParam::siblings(this->tell), this->tell,
                                     {{"main", "main.wait", window::parked, stop_mode::edge, 3}});
  EXPECT_THAT(
      run.stops,
      ElementsAre("edge main parked main.wait", "edge main/first parked child.wait",
                  "edge main/second parked child.wait", "edge main/third parked child.wait"));
  EXPECT_THAT(run.told, ElementsAre("first goes", "second goes", "third goes"));
  const auto first_throw = std::ranges::find_if(run.log, [](const std::string& line) {
    return line.find("main/first cancelled") != std::string::npos;
  });
  const auto last_stop = std::ranges::find_if(run.log, [](const std::string& line) {
    return line.find("stops main/third") != std::string::npos;
  });
  EXPECT_LT(last_stop, first_throw) << testing::PrintToString(run.log);
}

TYPED_TEST(StopRules, ALevelStopIsPassedOnToTheScopeAsALevelStop) {
  const run_record run = stopped_run(TypeParam::siblings(this->tell), this->tell,
                                     {{"main", "main.wait", window::parked, stop_mode::level, 3}});
  EXPECT_THAT(
      run.stops,
      ElementsAre("level main parked main.wait", "level main/first parked child.wait",
                  "level main/second parked child.wait", "level main/third parked child.wait"));
}

TYPED_TEST(StopRules, ADroppedScopeDropsItsTasksInReverse) {
  EXPECT_THAT(this->told(TypeParam::siblings(this->tell),
                         {{"main", "main.wait", window::parked, stop_mode::drop, 3}}),
              ElementsAre("third goes", "second goes", "first goes"));
}

TYPED_TEST(StopRules, StopCallbacksRunInOrderInTheNameOfThePseudoTask) {
  EXPECT_THAT(this->told(TypeParam::listening(this->tell),
                         {{"main/victim", "gate", window::parked, stop_mode::request}}),
              ElementsAre("first: !stop", "second: terminal", "helper was woken", "token is true"));
}

TYPED_TEST(StopRules, AStopCallbackThatWaitsIsMisuse) {
  const auto request = [this] {
    this->told(TypeParam::callback_that_waits(),
               {{"main", "gate", window::parked, stop_mode::request}});
  };
  testing::FLAGS_gtest_death_test_style = "fast";
  EXPECT_DEATH(request(), "a stop callback must not suspend");
}

TYPED_TEST(StopRules, JoinTellsHowATaskEnded) {
  EXPECT_THAT(this->told(TypeParam::ends(this->tell)),
              ElementsAre("value ends with a value", "it is 7", "error ends with an error",
                          "the disk is full", "stopped ends stopped", "dropped ends dropped"));
}

TYPED_TEST(StopRules, ADeadlockIsNotOfferedAStopThatWouldEndIt) {
  all_offers decides;
  const run_record run =
      record_run(TypeParam::deadlock(this->tell), this->tell, decides, every_mode(1));
  EXPECT_EQ(run.end, run_end::stuck);
  EXPECT_THAT(decides.offers, Contains(HasSubstr("main main.wait")));
  EXPECT_THAT(run.told, IsEmpty());
  // The last to park closed the circle; from then on nothing is asked.
  EXPECT_THAT(decides.offers, Not(Contains("edge main/other one")));
}

TYPED_TEST(StopRules, EveryWindowIsReachedInEveryMode) {
  std::set<std::string> reached;
  for_each_stop(TypeParam::all_windows(this->tell), this->tell, [&](const run_record& run) {
    for (const stop_mode mode : all_stop_modes)
      for (const window at : all_windows)
        for (const std::string& stop : run.stops)
          if (stop.starts_with(std::string(name_of(mode)) + " ") &&
              stop.find(" " + std::string(name_of(at)) + " ") != std::string::npos)
            reached.insert(std::string(name_of(mode)) + " " + std::string(name_of(at)));
  });
  EXPECT_EQ(reached.size(), all_stop_modes.size() * all_windows.size())
      << testing::PrintToString(reached);
}

}  // namespace
}  // namespace cutpoint::contract
