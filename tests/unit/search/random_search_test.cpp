#include <cutpoint/search/random_search.hpp>

#include <cutpoint/search/novel_injections.hpp>
#include <cutpoint/search/priority_order.hpp>
#include <cutpoint/search/surw_order.hpp>
#include <cutpoint/search/swarm_injections.hpp>
#include <cutpoint/search/urw_order.hpp>
#include <cutpoint/search/walk_order.hpp>

#include "unit/search/searching.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

namespace cutpoint {
namespace {

constexpr std::uint64_t batch = random_search::runs_per_job;

// Three tasks that share a variable, wait for each other's lock, and may meet a fault.
program three_workers() {
  return make_program([] {
    mutex lock("pool.lock");
    shared<int> count("count");
    scope workers;
    for (int i = 0; i < 3; ++i)
      workers.spawn("worker", [&] {
        const mutex_guard mine = await(lock.lock());
        const int before = await(count.load());
        if (!fault("disk")) await(count.store(before + static_cast<int>(choose(2, "step"))));
      });
    await(workers.join());
  });
}

constexpr run_bounds with_all = {.modes = {stop_mode::edge}, .stops = 2, .faults = 1, .timers = 1};

using run_made = std::vector<std::string>;

run_made next_run(random_search& search, std::uint64_t job, const program& made) {
  run_made taken;
  for (const deviation& d : run_job(search, job, made, with_all)) taken.push_back(in_short(d));
  return taken;
}

struct named_arms {
  const char* name;
  std::function<search_arms()> make;
};

template <class Order, class Injection, class... Parameters>
named_arms arms(const char* name, Parameters... parameters) {
  return {name, [=]() -> search_arms {
            return {.orders = {std::make_shared<Order>(parameters...)},
                    .injections = {std::make_shared<Injection>()}};
          }};
}

// What every arm keeps, alone and in the portfolio.
class Arms : public testing::TestWithParam<named_arms> {
 protected:
  random_search search(std::uint64_t number, std::uint64_t runs = 3 * batch) const {
    return random_search(seed{number}, runs, base_, GetParam().make());
  }
  program made_ = three_workers();
  profile base_ = profile_of(made_, with_all);
};

TEST_P(Arms, MakeTheSameRunsOfAJobWhateverCameBefore) {
  random_search one = search(7);
  std::vector<run_made> first;
  for (int i = 0; i < 40; ++i) first.push_back(next_run(one, 1, made_));
  random_search other = search(7);
  for (int i = 0; i < 25; ++i) next_run(other, 2, made_);
  for (int i = 0; i < 40; ++i) EXPECT_EQ(next_run(other, 1, made_), first[static_cast<size_t>(i)]);
}

TEST_P(Arms, MakeOtherRunsInOtherJobsAndFromOtherSeeds) {
  random_search one = search(7);
  random_search other_seed = search(8);
  random_search other_job = search(7);
  int same = 0;
  for (int i = 0; i < 40; ++i) {
    const run_made run = next_run(one, 1, made_);
    same += run == next_run(other_seed, 1, made_) ? 1 : 0;
    same += run == next_run(other_job, 2, made_) ? 1 : 0;
  }
  EXPECT_LT(same, 20);
}

TEST_P(Arms, MakeManyDifferentRuns) {
  random_search one = search(3);
  std::set<run_made> different;
  for (int i = 0; i < 100; ++i) different.insert(next_run(one, 0, made_));
  EXPECT_GT(different.size(), 60U);
}

INSTANTIATE_TEST_SUITE_P(
    RandomSearch, Arms,
    testing::Values(arms<walk_order, swarm_injections>("WalkAndSwarm"),
                    arms<priority_order, swarm_injections>("Pct", priority_of::task, 2U),
                    arms<priority_order, swarm_injections>("Sites", priority_of::site, 1U),
                    arms<priority_order, swarm_injections>("Pos", priority_of::event, 0U),
                    arms<urw_order, swarm_injections>("Urw"),
                    arms<surw_order, swarm_injections>("Surw"),
                    arms<walk_order, novel_injections>("WalkAndNovel"),
                    named_arms{"Portfolio", make_portfolio}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(RandomSearch, DividesItsRunsIntoJobsOfWhichTheLastMayBeShorter) {
  const profile base;
  random_search search(seed{1}, 2 * batch + 10, base);
  EXPECT_EQ(search.jobs(), 3U);
  std::uint64_t runs = 0;
  while (search.begin_run(1)) ++runs;
  EXPECT_EQ(runs, batch);
  while (search.begin_run(2)) ++runs;
  EXPECT_EQ(runs, batch + 10);
  EXPECT_FALSE(search.begin_run(3));
}

TEST(RandomSearch, GoesOnBehindARunThatKilledItsProcess) {
  const profile base;
  random_search search(seed{1}, batch, base);
  search.resume_behind(0, 241);
  ASSERT_TRUE(search.begin_run(0));
  EXPECT_EQ(search.at(), 242U);
  std::uint64_t runs = 1;
  while (search.begin_run(0)) ++runs;
  EXPECT_EQ(runs, batch - 242);
}

TEST(RandomSearch, InjectsNothingWithoutAnArmForIt) {
  const program made = three_workers();
  const profile base = profile_of(made, with_all);
  random_search search(seed{1}, batch, base,
                       {.orders = {std::make_shared<walk_order>()}, .injections = {}});
  for (int i = 0; i < 50; ++i)
    for (const deviation& d : run_job(search, 0, made, with_all))
      EXPECT_TRUE(d.address.kind == deviation_kind::pick ||
                  d.address.kind == deviation_kind::value);
}

// With priorities the one that polls goes on for ever, if it stands higher than the other.
TEST(RandomSearch, LetsNoOrderKeepATaskFromEverGoingOn) {
  const program made = make_program([] {
    bool done = false;
    auto setter = spawn("setter", [&] { done = true; });
    while (!done) await(yield("poll"));
    await(setter.join());
  });
  const profile base = profile_of(made);
  random_search search(
      seed{1}, 20, base,
      {.orders = {std::make_shared<priority_order>(priority_of::task)}, .injections = {}});
  std::size_t taken = 0;
  std::vector<taken_choice> slots(10'000);
  kernel run;
  std::uint64_t longest = 0;
  while (search.begin_run(0)) {
    run.begin({.decides = search, .bounds = {.modes = {}}, .log = choice_log(taken, slots)});
    made.start(run);
    run.loop();
    EXPECT_EQ(run.end(), run_end::completed);
    longest = std::max(longest, run.steps());
    search.end_run(run, {});
    run.finish_run();
  }
  EXPECT_GT(longest, 1'000U) << "in some runs the setter was held back for long";
}

}  // namespace
}  // namespace cutpoint
