#include <cutpoint/search/site_table.hpp>

#include <cutpoint/search/remaining_events.hpp>

#include "unit/search/searching.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

namespace cutpoint {
namespace {

TEST(SiteTable, NumbersSitesInTheOrderInWhichTheyAreAskedAbout) {
  site_table sites;
  EXPECT_EQ(sites.site_of(label("a"), label("db.begin")), 0U);
  EXPECT_EQ(sites.site_of(label("b"), label("db.begin")), 1U);
  EXPECT_EQ(sites.site_of(label("a"), label("db.begin")), 0U);
}

TEST(SiteTable, TellsLabelsByTheirTextWhereverItLies) {
  static const std::string elsewhere = "xdb.begin";
  site_table sites;
  const std::uint32_t one = sites.site_of(label("a"), label("db.begin"));
  EXPECT_EQ(sites.site_of(label("a"), label(std::string_view(elsewhere).substr(1))), one);
}

TEST(SiteTable, HoldsOperationsToBeOnOneObjectThatShareTheirFirstPart) {
  site_table sites;
  const std::uint32_t load = sites.site_of(label("a"), label("count.load"));
  const std::uint32_t store = sites.site_of(label("b"), label("count.store"));
  const std::uint32_t other = sites.site_of(label("b"), label("total.store"));
  const std::uint32_t start = sites.site_of(label("b"), label());
  EXPECT_EQ(sites.object_of(load), sites.object_of(store));
  EXPECT_NE(sites.object_of(load), sites.object_of(other));
  EXPECT_EQ(sites.object_of(start), site_table::no_object);
  EXPECT_EQ(sites.objects(), 2U);
}

TEST(SiteTable, KeepsItsNumbersWhenItGrowsAndForgetsThemWhenItIsCleared) {
  site_table sites;
  for (int i = 0; i < 500; ++i)
    EXPECT_EQ(sites.site_of(label("task"), label("op" + std::to_string(i))),
              static_cast<std::uint32_t>(i));
  for (int i = 0; i < 500; ++i)
    EXPECT_EQ(sites.site_of(label("task"), label("op" + std::to_string(i))),
              static_cast<std::uint32_t>(i));
  sites.clear();
  EXPECT_EQ(sites.site_of(label("task"), label("op499")), 0U);
  EXPECT_EQ(sites.objects(), 1U);
}

// Counts what the tasks of a run have to come, as a choice of main's finds it.
class looking final : public decider {
 public:
  std::uint32_t decide(const choice_point& point) override {
    left.welcome(point.run());
    sums.push_back(left.of(*point.run().tasks().front()));
    return 0;
  }
  remaining_events left;
  std::vector<std::uint32_t> sums;
};

TEST(RemainingEvents, CountsTheEventsOfTasksThatAreNotThereAsTheirParents) {
  const std::array<std::uint32_t, 3> expected = {2, 5, 7};
  const std::array<std::uint32_t, 3> parents = {0, 0, 1};
  looking look;
  look.left.begin_run(expected, parents);
  kernel run;
  run.begin({.decides = look, .bounds = {}});
  make_program([] {
    await(yield());
    auto child = spawn("child", [] { await(spawn("grandchild", [] {}).join()); });
    await(child.join());
  }).start(run);
  run.loop();
  ASSERT_GE(look.sums.size(), 2U);
  EXPECT_EQ(look.sums.front(), 14U);
  EXPECT_EQ(look.sums.back(), 2U);
  look.left.take(*run.tasks()[1]);
  EXPECT_EQ(look.left.of(*run.tasks()[1]), 4U);
  EXPECT_EQ(look.left.of(*run.tasks()[2]), 7U);
  run.finish_run();
}

TEST(Baseline, ProfilesTheTasksOfTheRun) {
  const profile seen = profile_of(make_program([] {
    auto child = spawn("child", [] {
      await(yield("rest"));
      await(yield("rest"));
      await(spawn("grandchild", [] {}).join());
    });
    await(child.join());
  }));
  ASSERT_EQ(seen.tasks.size(), 3U);
  EXPECT_EQ(seen.tasks[1].parent, 0U);
  EXPECT_EQ(seen.tasks[2].parent, 1U);
  EXPECT_EQ(seen.tasks[1].steps, 4U);
  EXPECT_EQ(seen.tasks[2].steps, 1U);
  const auto rest = std::ranges::find(seen.tasks[1].uses, label("rest"), &profiled_use::operation);
  ASSERT_NE(rest, seen.tasks[1].uses.end());
  EXPECT_EQ(rest->times, 2U);
}

}  // namespace
}  // namespace cutpoint
