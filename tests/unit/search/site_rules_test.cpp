#include "unit/search/searching.hpp"

#include <cutpoint/search/site_rules.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cutpoint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

program spawns_three() {
  return make_program([] {
    scope tasks;
    for (int i = 0; i < 3; ++i) {
      tasks.spawn("worker", [] { await(yield("work")); });
      await(yield("spawn"));
    }
    await(tasks.join());
  });
}

std::vector<std::string> deviations_under(std::vector<site_rule> rules) {
  site_rules takes(std::move(rules));
  std::vector<std::string> all;
  for (const deviation& d : run_job(takes, 0, spawns_three())) all.push_back(in_short(d));
  return all;
}

TEST(SiteRules, WithoutRulesTheRunIsBenign) { EXPECT_THAT(deviations_under({}), IsEmpty()); }

TEST(SiteRules, OneHoldsAtEveryVisitOfItsPlace) {
  EXPECT_THAT(deviations_under({{.task = "main", .operation = "spawn"}}),
              ElementsAre("pick main after main spawn#1", "pick main after main spawn#2",
                          "pick main after main spawn#3"));
}

TEST(SiteRules, OneHoldsForAllTasksOfAName) {
  EXPECT_THAT(
      deviations_under(
          {{.task = "main", .operation = "spawn"},
           {.task = "main/worker", .operation = "work", .goes_on = site_rule::choice::second}}),
      ElementsAre("pick main after main spawn#1", "pick main after main spawn#2",
                  "pick main after main spawn#3", "pick main/worker#3 after main/worker work#1",
                  "pick main/worker after main/worker#3 work#1",
                  "pick main/worker#2 after main/worker#2 work#1"));
}

TEST(SiteRules, WhatWasComeToIsTold) {
  site_rules takes({});
  run_job(takes, 0, spawns_three());
  const site_rule at_spawn = {.task = "main", .operation = "spawn"};
  EXPECT_THAT(takes.seen(), ::testing::Contains(at_spawn));
  EXPECT_THAT(takes.seen(),
              ::testing::Contains(site_rule{.task = "main/worker", .anywhere = true}));
}

}  // namespace
}  // namespace cutpoint
