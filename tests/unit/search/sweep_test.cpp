#include <cutpoint/search/sweep.hpp>

#include "unit/search/searching.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAreArray;

program two_children() {
  return make_program([] {
    mutex pool("pool.lock");
    const auto use = [&] {
      const mutex_guard held = await(pool.lock());
      await(sleep_for(1s, "work"));
    };
    auto first = spawn("child", use);
    auto second = spawn("child", use);
    await(first.join());
    await(second.join());
  });
}

// Everything that the benign run could deviate in.
class offers final : public decider {
 public:
  std::uint32_t decide(const choice_point& point) override {
    for (std::uint32_t move = 1; move < point.moves(); ++move) seen.push_back(point.describe(move));
    return 0;
  }
  std::vector<deviation> seen;
};

std::vector<deviation> all_offered(const program& made, const run_bounds& bounds) {
  offers all;
  programs::run_once(made, all, bounds);
  return all.seen;
}

// What each job of the sweep deviates in.
std::vector<std::vector<deviation>> sweep_all(const program& made, const run_bounds& bounds) {
  sweep sweeping(profile_of(made, bounds));
  std::vector<std::vector<deviation>> jobs;
  for (std::uint64_t job = 0; job < sweeping.jobs(); ++job)
    jobs.push_back(run_job(sweeping, job, made, bounds));
  return jobs;
}

TEST(Sweep, TakesEachDeviationThatTheBaselineOffersExactlyOnce) {
  const auto jobs = sweep_all(two_children(), every_mode);
  std::vector<deviation> taken;
  for (const auto& deviations : jobs) {
    ASSERT_THAT(deviations, SizeIs(1));
    taken.push_back(deviations[0]);
  }
  EXPECT_THAT(taken, UnorderedElementsAreArray(all_offered(two_children(), every_mode)));
}

TEST(Sweep, LetsEachTimerFireEarlyWhileTasksAreReady) {
  const program made = make_program([] {
    auto sleeper = spawn("sleeper", [] { await(sleep_for(std::chrono::seconds(1), "nap")); });
    await(yield("one"));
    await(yield("two"));
    await(sleeper.join());
  });
  std::vector<std::string> taken;
  for (const auto& deviations : sweep_all(made, {.modes = {}, .timers = 1}))
    if (deviations.at(0).address.kind == deviation_kind::timer)
      taken.push_back(deviations[0].picked + " after " + deviations[0].address.operation);
  EXPECT_THAT(taken, ElementsAre("main/sleeper after nap", "main/sleeper after two"));
}

TEST(Sweep, ReachesEveryWindowButCleanup) {
  std::vector<window> reached;
  for (const auto& deviations : sweep_all(two_children(), every_mode))
    if (deviations.at(0).address.kind == deviation_kind::stop)
      reached.push_back(deviations.at(0).address.at);
  for (const window w : {window::before_start, window::parked, window::granted, window::ready})
    EXPECT_THAT(reached, ::testing::Contains(w)) << name_of(w);
  EXPECT_THAT(reached, ::testing::Not(::testing::Contains(window::in_cleanup)));
}

TEST(Sweep, KeepsToTheModesOfTheCheck) {
  for (const auto& deviations : sweep_all(two_children(), {.modes = {stop_mode::drop}})) {
    if (deviations.at(0).address.kind != deviation_kind::stop) continue;
    EXPECT_EQ(deviations.at(0).mode, stop_mode::drop);
  }
}

TEST(Sweep, StopsMainAndScopesLastAndReordersBefore) {
  const auto jobs = sweep_all(two_children(), every_mode);
  const auto rank = [](const auto& deviations) {
    const choice_address& a = deviations.at(0).address;
    if (a.kind == deviation_kind::pick) return 1;
    return a.task == "main" || a.reach == stop_reach::scope ? 2 : 0;
  };
  EXPECT_TRUE(std::ranges::is_sorted(jobs, {}, rank));
  EXPECT_EQ(rank(jobs.front()), 0);
  EXPECT_EQ(rank(jobs.back()), 2);
  EXPECT_TRUE(std::ranges::any_of(
      jobs, [](const auto& job) { return job.at(0).address.reach == stop_reach::scope; }));
}

TEST(Sweep, FiresEachFaultAndTakesEachOtherValueOnce) {
  const program made = make_program([] {
    fault("disk.write");
    choose(3, "answer");
    fault("disk.write");
  });
  std::vector<std::string> taken;
  for (const auto& deviations : sweep_all(made, {.modes = {}})) {
    ASSERT_THAT(deviations, SizeIs(1));
    taken.push_back(in_short(deviations[0]));
  }
  EXPECT_THAT(taken, ElementsAre("fault disk.write#1 in main", "value 1 of answer#1 in main",
                                 "value 2 of answer#1 in main", "fault disk.write#2 in main"));
}

TEST(Sweep, HasNoJobWhereNothingCanDeviate) {
  EXPECT_EQ(sweep(profile_of(make_program([] { await(yield("only")); }), {.modes = {}})).jobs(),
            0U);
}

TEST(Sweep, EndsBehindItsLastJob) {
  sweep sweeping(profile_of(two_children()));
  EXPECT_TRUE(sweeping.begin_run(sweeping.jobs() - 1));
  EXPECT_FALSE(sweeping.begin_run(sweeping.jobs()));
}

TEST(Sweep, DoesAJobAsWellWithoutTheJobsBefore) {
  const auto in_turn = sweep_all(two_children(), every_mode);
  sweep out_of_turn(profile_of(two_children(), every_mode));
  for (std::uint64_t job = out_of_turn.jobs(); job-- > 0;)
    EXPECT_EQ(run_job(out_of_turn, job, two_children(), every_mode), in_turn[job]);
}

TEST(Sweep, TellsWhichStopEachJobMakes) {
  const profile base = profile_of(two_children());
  const sweep sweeping(base);
  std::set<std::uint32_t> cut;
  for (std::uint64_t job = 0; job < sweeping.jobs(); ++job) {
    const std::uint32_t stop = sweeping.stop_of(job);
    if (stop != no_stop) cut.insert(base.swept_stops.at(stop).site);
  }
  cut.erase(no_site);  // of stops before the start
  EXPECT_EQ(cut.size(), base.sites.size());
  EXPECT_LT(*cut.rbegin(), base.sites.size());
}

TEST(Sweep, AsksForNothingBeforeAndBehindItsChoice) {
  sweep sweeping(profile_of(two_children()));
  sweeping.begin_run(sweeping.jobs() - 1);
  const auto deviations = run_job(sweeping, sweeping.jobs() - 1, two_children());
  EXPECT_EQ(sweeping.first_asked(), deviations.at(0).number);
  EXPECT_EQ(sweeping.last_asked(), deviations.at(0).number);
}

}  // namespace
}  // namespace cutpoint
