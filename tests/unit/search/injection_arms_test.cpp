#include <cutpoint/search/novel_injections.hpp>
#include <cutpoint/search/random_search.hpp>
#include <cutpoint/search/swarm_injections.hpp>
#include <cutpoint/search/walk_order.hpp>

#include "unit/search/searching.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace cutpoint {
namespace {

using ::testing::Contains;
using ::testing::Key;

// How often stops came, by where; and how many runs had so many.
struct stops_seen {
  std::map<std::string, int> at;
  std::map<std::ptrdiff_t, int> runs_with;
};

stops_seen search_stops(const program& made, std::shared_ptr<injection_arm> arm, std::uint64_t runs,
                        const run_bounds& bounds) {
  const profile base = profile_of(made, bounds);
  random_search search(
      seed{3}, runs, base,
      {.orders = {std::make_shared<walk_order>()}, .injections = {std::move(arm)}});
  stops_seen seen;
  for (std::uint64_t run = 0; run < runs; ++run) {
    const auto deviations = run_job(search, run / random_search::runs_per_job, made, bounds);
    std::ptrdiff_t stops = 0;
    for (const deviation& d : deviations) {
      if (d.address.kind == deviation_kind::fault) ++seen.at["fault " + d.address.operation];
      if (d.address.kind != deviation_kind::stop) continue;
      ++stops;
      ++seen.at[std::string(name_of(d.address.at)) + " " + d.address.operation];
    }
    ++seen.runs_with[stops];
  }
  return seen;
}

// One task yields fifty times; another waits once, and takes a while to clean up when it is
// stopped.
program one_busy_one_waiting() {
  return make_program([] {
    event opened("gate");
    auto waiting = spawn("waiting", [&] {
      try {
        await(opened.wait());
      } catch (const cancelled&) {
        await(yield("clean"));
        throw;
      }
    });
    auto busy = spawn("busy", [] {
      for (int i = 0; i < 50; ++i) await(yield("work"));
    });
    await(busy.join());
    opened.set();
    await(waiting.join());
  });
}

TEST(NovelInjections, StopWhatHappensOnceAsOftenAsWhatHappensFiftyTimes) {
  const auto seen = search_stops(one_busy_one_waiting(), std::make_shared<novel_injections>(), 250,
                                 {.modes = {stop_mode::edge}, .stops = 1, .faults = 0});
  EXPECT_THAT(seen.at, Contains(Key("parked gate")));
  EXPECT_GT(2 * seen.at.at("parked gate"), seen.at.at("ready work"));
  EXPECT_GT(seen.at.at("granted gate"), seen.at.at("parked gate")) << "it counts three times";
}

TEST(NovelInjections, ReachTheCleanUpBehindAFirstStop) {
  const auto seen = search_stops(one_busy_one_waiting(), std::make_shared<novel_injections>(), 250,
                                 {.modes = {stop_mode::edge}, .stops = 2, .faults = 0});
  EXPECT_GT(seen.at.at("in_cleanup clean"), 5);
}

TEST(NovelInjections, MakeFaultsFire) {
  const program made = make_program([] {
    for (int i = 0; i < 20; ++i) fault("often");
    fault("once");
  });
  const auto seen = search_stops(made, std::make_shared<novel_injections>(), 100,
                                 {.modes = {}, .stops = 0, .faults = 1});
  EXPECT_GT(seen.at.at("fault once"), 15);
  EXPECT_GT(seen.at.at("fault often"), 15);
}

TEST(SwarmInjections, MakeRunsWithOneStopWithTwoAndWithMany) {
  const auto seen = search_stops(one_busy_one_waiting(), std::make_shared<swarm_injections>(), 250,
                                 {.modes = {stop_mode::edge}, .stops = 4, .faults = 0});
  for (const std::ptrdiff_t stops : {1, 2, 3, 4}) EXPECT_GT(seen.runs_with.at(stops), 5) << stops;
}

TEST(SwarmInjections, MakeFaultsFire) {
  const program made = make_program([] {
    fault("one");
    fault("other");
  });
  const auto seen = search_stops(made, std::make_shared<swarm_injections>(), 100,
                                 {.modes = {}, .stops = 0, .faults = 1});
  EXPECT_GT(seen.at.at("fault one"), 15);
  EXPECT_GT(seen.at.at("fault other"), 10);
}

}  // namespace
}  // namespace cutpoint
