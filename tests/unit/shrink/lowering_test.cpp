#include <cutpoint/shrink/run_key.hpp>
#include <cutpoint/shrink/shrink.hpp>

#include "unit/shrink/synthetic_probe.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

/// Shrinks to exactly one deviation. Returns: it.
deviation shrunk_to_one(synthetic_probe& probe, deviation start) {
  const shrink_result result = shrink_with(probe, {std::move(start)});
  EXPECT_EQ(result.end, shrink_end::fixpoint);
  EXPECT_FALSE(probe.repeated());
  EXPECT_LE(result.probes, 100U);
  EXPECT_THAT(result.smallest.deviations, SizeIs(1));
  return result.smallest.deviations.at(0);
}

template <class Fits>
synthetic_probe::predicate some(Fits fits) {
  return [fits](std::span<const deviation> taken) { return std::ranges::any_of(taken, fits); };
}

TEST(ShrinkLowering, BringsAStopForwardToTheFirstUseOfItsSite) {
  synthetic_probe probe(some([](const deviation& d) { return d.address.operation == "read"; }));
  EXPECT_EQ(shrunk_to_one(probe, stop_of("main/a", "read", 57)).address.ordinal, 1U);
}

TEST(ShrinkLowering, FindsTheFirstUseThatMattersByHalving) {
  for (const std::uint32_t first : {1U, 2U, 31U, 500U, 999U, 1000U}) {
    synthetic_probe probe(some([&](const deviation& d) { return d.address.ordinal >= first; }));
    EXPECT_EQ(shrunk_to_one(probe, stop_of("main/a", "read", 1'000)).address.ordinal, first);
  }
}

TEST(ShrinkLowering, BringsTheDelayTo0) {
  synthetic_probe probe(some([](const deviation& d) { return d.address.ordinal == 2; }));
  EXPECT_EQ(shrunk_to_one(probe, stop_of("main/a", "read", 2, 90)).address.delay, 0U);
}

TEST(ShrinkLowering, LeavesTheShortestDelayThatIsNeeded) {
  synthetic_probe probe(some([](const deviation& d) { return d.address.delay >= 13; }));
  EXPECT_EQ(shrunk_to_one(probe, stop_of("main/a", "read", 1, 90)).address.delay, 13U);
}

TEST(ShrinkLowering, ComesToAnEarlierUseWithoutTheDelayThatOnlyTheLateOneNeeds) {
  synthetic_probe probe(some([](const deviation& d) {
    return d.address.ordinal == 9 ? d.address.delay == 4
                                  : d.address.ordinal > 0 && d.address.delay == 0;
  }));
  const deviation left = shrunk_to_one(probe, stop_of("main/a", "read", 9, 4));
  EXPECT_EQ(left.address.ordinal, 1U);
}

TEST(ShrinkLowering, TriesTheOtherModesOfAStop) {
  synthetic_probe probe([](std::span<const deviation> taken) { return !taken.empty(); });
  probe.steps = [](std::span<const deviation> taken) {
    return taken[0].mode == stop_mode::drop ? 5U : 50U;
  };
  deviation start = stop_of("main/a", "read");
  start.mode = stop_mode::request;
  EXPECT_EQ(shrunk_to_one(probe, start).mode, stop_mode::drop);
}

TEST(ShrinkLowering, KeepsAModeWhereTheOthersAreNoBetter) {
  synthetic_probe probe([](std::span<const deviation> taken) { return !taken.empty(); });
  deviation start = stop_of("main/a", "read");
  start.mode = stop_mode::drop;
  EXPECT_EQ(shrunk_to_one(probe, start).mode, stop_mode::drop);
}

TEST(ShrinkLowering, TriesNoModeThatWasNotOffered) {
  bool asked_for_level = false;
  synthetic_probe probe([&](std::span<const deviation> taken) {
    for (const deviation& d : taken) asked_for_level |= d.mode == stop_mode::level;
    return !taken.empty();
  });
  deviation other = stop_of("main/a", "read");
  other.mode = stop_mode::request;
  probe.offered = {other};
  shrunk_to_one(probe, stop_of("main/a", "read"));
  EXPECT_FALSE(asked_for_level);
}

TEST(ShrinkLowering, MovesAStopToAnotherWindowIfThatRunIsLesser) {
  const auto start = [] {
    deviation d = stop_of("main/a", "read", 1, 3);
    d.address.at = window::granted;
    return d;
  };
  synthetic_probe shorter([](std::span<const deviation> taken) {
    return !taken.empty() &&
           taken[0].address.delay == (taken[0].address.at == window::granted ? 3U : 0U);
  });
  EXPECT_EQ(shrunk_to_one(shorter, start()).address.at, window::before_start);
  synthetic_probe parked([](std::span<const deviation> taken) {
    return !taken.empty() &&
           (taken[0].address.at == window::granted ? taken[0].address.delay == 3
                                                   : taken[0].address.at == window::parked);
  });
  EXPECT_EQ(shrunk_to_one(parked, start()).address.at, window::parked);
  synthetic_probe needed(some([](const deviation& d) { return d.address.at == window::granted; }));
  EXPECT_EQ(shrunk_to_one(needed, start()).address.at, window::granted);
}

TEST(ShrinkLowering, BringsAValueDownToTheSmallestThatFails) {
  for (const std::uint32_t least : {1U, 2U, 37U, 100'000U, 654'321U, 1'000'000U}) {
    synthetic_probe probe(some([&](const deviation& d) { return d.value >= least; }));
    EXPECT_EQ(shrunk_to_one(probe, value_of("choose", 1'000'000)).value, least);
  }
}

TEST(ShrinkLowering, BringsEqualValuesDownTogether) {
  synthetic_probe probe([](std::span<const deviation> taken) {
    return taken.size() == 2 && taken[0].value == taken[1].value && taken[0].value >= 12;
  });
  const shrink_result result =
      shrink_with(probe, {value_of("choose", 900), value_of("choose", 900, 2)});
  EXPECT_EQ(result.end, shrink_end::fixpoint);
  EXPECT_EQ(result.smallest.deviations.at(0).value, 12U);
  EXPECT_EQ(result.smallest.deviations.at(1).value, 12U);
}

TEST(ShrinkLowering, ReplacesAPickByALowerMoveOfTheSameChoice) {
  std::vector<deviation> offered;
  for (std::uint32_t move = 1; move <= 30; ++move) {
    deviation d = pick_of("main/t" + std::to_string(move), 1, move);
    d.number = choice_number{100};
    offered.push_back(d);
  }
  for (const std::uint32_t least : {1U, 4U, 17U, 29U}) {
    synthetic_probe probe(some([&](const deviation& d) { return d.move >= least; }));
    deviation start = offered.at(28);
    offered.erase(offered.begin() + 28);
    probe.offered = offered;
    offered.insert(offered.begin() + 28, start);
    EXPECT_EQ(shrunk_to_one(probe, start).picked, "main/t" + std::to_string(least));
  }
}

TEST(ShrinkLowering, LetsSiblingsTradePlaces) {
  // One child is stopped and another goes on in its stead: any two, as long as they differ.
  const auto fails = [](std::span<const deviation> taken) {
    return taken.size() == 2 && taken[0].address.kind != taken[1].address.kind &&
           taken[0].address.task.starts_with("main/child") &&
           taken[1].picked ==
               (taken[0].address.task == "main/child" ? "main/child#2/db" : "main/child/db");
  };
  const auto late_children_are_long = [](std::span<const deviation> taken) {
    return std::uint64_t{taken.size() == 2 && taken[0].address.task == "main/child" ? 10U : 20U};
  };
  synthetic_probe probe(fails);
  probe.steps = late_children_are_long;
  const shrink_result result =
      shrink_with(probe, {stop_of("main/child#2", "read"), pick_of("main/child/db", 1)});
  EXPECT_EQ(result.smallest.deviations.at(0).address.task, "main/child");
  EXPECT_EQ(result.smallest.deviations.at(1).picked, "main/child#2/db");
}

TEST(ShrinkLowering, BringsSeveralForwardTogether) {
  // Both must happen in the same round of a loop.
  synthetic_probe probe([](std::span<const deviation> taken) {
    return taken.size() == 2 && taken[0].address.ordinal == taken[1].address.ordinal;
  });
  const shrink_result result =
      shrink_with(probe, {stop_of("main/a", "read", 40), stop_of("main/a", "write", 40)});
  EXPECT_EQ(result.end, shrink_end::fixpoint);
  EXPECT_THAT(ordinals_of(result.smallest.deviations), ElementsAre(1, 1));
}

TEST(ShrinkLowering, RemovesWhatALoweringMadeSuperfluous) {
  // A late stop needs help; an early one does not.
  synthetic_probe probe([](std::span<const deviation> taken) {
    const auto late = std::ranges::find(taken, std::string("late"),
                                        [](const deviation& d) { return d.address.operation; });
    if (late == taken.end()) return false;
    return late->address.ordinal == 1 || taken.size() == 3;
  });
  const shrink_result result = shrink_with(
      probe, {stop_of("main/a", "x"), stop_of("main/b", "y"), stop_of("main/c", "late", 6)});
  EXPECT_THAT(result.smallest.deviations, SizeIs(1));
}

TEST(ShrinkLowering, NeverEndsAtAGreaterRunThanItBeganWith) {
  for (std::uint64_t salt = 0; salt < 60; ++salt) {
    // Fails or not without any pattern.
    const auto fails = [salt](std::span<const deviation> taken) {
      std::uint64_t mixed = salt * 0x9e3779b97f4a7c15U;
      for (const deviation& d : taken)
        mixed += (d.address.ordinal + d.address.delay * 31U + d.value * 977U + salt) *
                 0xbf58476d1ce4e5b9U;
      return taken.size() == 9 || (mixed >> 40) % 5 == 0;
    };
    std::vector<deviation> start = stops(8);
    start.push_back(value_of("choose", 77));
    synthetic_probe probe(fails);
    const failing_run began = *probe(start);
    const shrink_result result = shrink(start, std::ref(probe), {.probes = 100'000});
    EXPECT_LE(key_of(result.smallest), key_of(began)) << salt;
    EXPECT_TRUE(fails(result.smallest.deviations)) << salt;
    const shrink_result again =
        shrink(result.smallest.deviations, std::ref(probe), {.probes = 100'000});
    EXPECT_EQ(again.smallest.deviations, result.smallest.deviations) << salt;
  }
}

}  // namespace
}  // namespace cutpoint::unit
