#include <cutpoint/search/baseline.hpp>

#include "unit/search/searching.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

void one_child() {
  auto child = spawn("child", [] {
    await(yield("work"));
    await(sleep_for(1s, "work"));
  });
  await(child.join());
}

TEST(Baseline, IsOneJob) {
  baseline base;
  EXPECT_TRUE(base.begin_run(0));
  EXPECT_FALSE(base.begin_run(1));
}

TEST(Baseline, TakesNoDeviation) {
  baseline base;
  EXPECT_THAT(run_job(base, 0, make_program(one_child)), IsEmpty());
}

TEST(Baseline, ListsTheSuspensionPointsInTheOrderInWhichTheyCouldBeStopped) {
  EXPECT_THAT(profile_of(make_program(one_child)).sites,
              ElementsAre("main join#1", "main/child work#1", "main/child work#2"));
}

TEST(Baseline, CountsAllChoicesAndKeepsThoseWithMoreThanOneMove) {
  const profile seen = profile_of(make_program([] {
                                    await(yield("one"));
                                    await(yield("two"));
                                  }),
                                  {.modes = {}});
  EXPECT_EQ(seen.points, 3U) << "main starts, and goes on twice";
  EXPECT_THAT(seen.choices, IsEmpty());
}

TEST(Baseline, KnowsWhichStopsAreWide) {
  const profile seen = profile_of(make_program(one_child));
  const profiled_choice& second = seen.choices.at(1);
  ASSERT_EQ(second.stops.size(), 3U) << "of the child, of main, of main and all below it";
  EXPECT_FALSE(second.stops[0].wide);
  EXPECT_TRUE(second.stops[1].wide);
  EXPECT_TRUE(second.stops[2].wide);
}

TEST(Baseline, GivesNoSiteToATaskThatHasNotRun) {
  const profile seen = profile_of(make_program(one_child));
  EXPECT_EQ(seen.choices.at(0).stops.at(0).site, no_site);
}

TEST(Baseline, TellsFaultsAndValuesFromSchedulingPoints) {
  const profile seen = profile_of(make_program([] {
                                    fault("disk.write");
                                    choose(3, "answer");
                                  }),
                                  {.modes = {}});
  ASSERT_EQ(seen.choices.size(), 2U);
  EXPECT_FALSE(seen.choices[0].schedules);
  EXPECT_EQ(seen.choices[0].moves, 2U);
  EXPECT_FALSE(seen.choices[1].schedules);
  EXPECT_EQ(seen.choices[1].moves, 3U);
}

TEST(Baseline, SeesWhetherAnyTaskSuspends) {
  EXPECT_TRUE(profile_of(make_program(one_child)).suspends);
  EXPECT_FALSE(profile_of(make_program([] {})).suspends);
}

TEST(Baseline, CountsATaskThatWaitsForEverAsOneThatSuspends) {
  EXPECT_TRUE(profile_of(make_program([] { await(park("for.ever")); })).suspends);
}

}  // namespace
}  // namespace cutpoint
