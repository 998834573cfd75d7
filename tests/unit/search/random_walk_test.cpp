#include <cutpoint/search/random_walk.hpp>

#include "unit/search/searching.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace cutpoint {
namespace {

// Three tasks that yield a few times each: many schedules.
program three_yielders() {
  return make_program([] {
    scope workers;
    for (int i = 0; i < 3; ++i)
      workers.spawn("worker", [] {
        for (int step = 0; step < 3; ++step) await(yield("work"));
      });
    await(workers.join());
  });
}

std::vector<std::string> walk(random_walk& walking, std::uint64_t job, const program& made,
                              const run_bounds& bounds = {}) {
  std::vector<std::string> taken;
  for (const deviation& d : run_job(walking, job, made, bounds)) taken.push_back(in_short(d));
  return taken;
}

TEST(RandomWalk, HasAsManyJobsAsAskedFor) {
  random_walk walking(seed{1}, 5, 10);
  EXPECT_TRUE(walking.begin_run(4));
  EXPECT_FALSE(walking.begin_run(5));
}

TEST(RandomWalk, MakesTheSameRunsFromTheSameSeed) {
  random_walk one(seed{42}, 50, 20);
  random_walk other(seed{42}, 50, 20);
  for (std::uint64_t job = 0; job < 50; ++job)
    EXPECT_EQ(walk(one, job, three_yielders()), walk(other, job, three_yielders()));
}

TEST(RandomWalk, MakesTheSameRunOfAJobWhateverCameBefore) {
  random_walk forwards(seed{42}, 20, 20);
  std::vector<std::vector<std::string>> runs;
  for (std::uint64_t job = 0; job < 20; ++job)
    runs.push_back(walk(forwards, job, three_yielders()));
  random_walk backwards(seed{42}, 20, 20);
  for (std::uint64_t job = 20; job-- > 0;)
    EXPECT_EQ(walk(backwards, job, three_yielders()), runs[job]);
}

TEST(RandomWalk, MakesDifferentRunsInDifferentJobs) {
  random_walk walking(seed{1}, 100, 20);
  std::set<std::vector<std::string>> different;
  for (std::uint64_t job = 0; job < 100; ++job)
    different.insert(walk(walking, job, three_yielders()));
  EXPECT_GT(different.size(), 90U);
}

TEST(RandomWalk, MakesDifferentRunsFromDifferentSeeds) {
  random_walk one(seed{1}, 20, 20);
  random_walk other(seed{2}, 20, 20);
  int same = 0;
  for (std::uint64_t job = 0; job < 20; ++job)
    if (walk(one, job, three_yielders()) == walk(other, job, three_yielders())) ++same;
  EXPECT_LT(same, 3);
}

TEST(RandomWalk, LetsEachReadyTaskGoOnAboutAsOftenAsTheOthers) {
  const program made = make_program([] {
    auto one = spawn("one", [] {});
    auto two = spawn("two", [] {});
    auto three = spawn("three", [] {});
    await(yield("race"));
    await(three.join());
  });
  // At the yield, the three and main are ready.
  random_walk walking(seed{3}, 1'200, 100);
  int first[4] = {};
  for (std::uint64_t job = 0; job < 1'200; ++job) {
    const auto deviations = run_job(walking, job, made, {.modes = {}});
    const bool at_race = !deviations.empty() && deviations[0].address.operation == "race" &&
                         deviations[0].address.delay == 0 && deviations[0].address.task == "main";
    ++first[at_race ? deviations[0].move : 0];
  }
  for (const int times : first) {
    EXPECT_GT(times, 250);
    EXPECT_LT(times, 350);
  }
}

TEST(RandomWalk, InjectsNoMoreStopsThanTheBoundsAllow) {
  random_walk walking(seed{1}, 100, 5);
  for (std::uint64_t job = 0; job < 100; ++job) {
    const auto deviations = run_job(walking, job, three_yielders(), {.stops = 2});
    EXPECT_LE(std::ranges::count(deviations, deviation_kind::stop,
                                 [](const deviation& d) { return d.address.kind; }),
              2);
  }
}

TEST(RandomWalk, StopsNowAndThen) {
  random_walk walking(seed{1}, 300, 15);
  std::ptrdiff_t stopped = 0;
  for (std::uint64_t job = 0; job < 300; ++job) {
    const auto deviations = run_job(walking, job, three_yielders());
    stopped += std::ranges::any_of(
        deviations, [](const deviation& d) { return d.address.kind == deviation_kind::stop; });
  }
  EXPECT_GT(stopped, 100);
  EXPECT_LT(stopped, 290);
}

TEST(RandomWalk, FiresFaultsAndChoosesValues) {
  const program made = make_program([] {
    fault("disk.write");
    choose(4, "answer");
  });
  random_walk walking(seed{1}, 200, 2);
  std::set<std::vector<std::string>> different;
  for (std::uint64_t job = 0; job < 200; ++job)
    different.insert(walk(walking, job, made, {.modes = {}}));
  EXPECT_EQ(different.size(), 8U) << "a fault or none, and four values";
}

TEST(RandomWalk, ReordersNothingWhereTheOrderIsFifo) {
  random_walk walking(seed{1}, 50, 20);
  for (std::uint64_t job = 0; job < 50; ++job)
    EXPECT_TRUE(
        walk(walking, job, three_yielders(), {.modes = {}, .order = task_order::fifo}).empty());
}

}  // namespace
}  // namespace cutpoint
