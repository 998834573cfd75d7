#include <cutpoint/shrink/run_key.hpp>
#include <cutpoint/shrink/shrink.hpp>

#include "unit/shrink/synthetic_probe.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <set>

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Nothing but removal can succeed: every site must stay what it is.
synthetic_probe::predicate only_of(std::uint32_t count, synthetic_probe::predicate fails) {
  return [count, fails = std::move(fails)](std::span<const deviation> taken) {
    const bool known = std::ranges::all_of(taken, [&](const deviation& d) {
      return d.address.ordinal <= count && d == [&] {
        deviation same = stop_of("main/a", "read", d.address.ordinal);
        same.number = d.number;
        return same;
      }();
    });
    return known && fails(taken);
  };
}

TEST(ShrinkRemoval, LeavesTheOneThatMatters) {
  for (const std::uint32_t culprit : {1U, 37U, 64U, 100U}) {
    synthetic_probe probe(
        [culprit](std::span<const deviation> taken) { return needs({culprit})(taken); });
    const shrink_result result = shrink_with(probe, stops(100));
    EXPECT_EQ(result.end, shrink_end::fixpoint);
    EXPECT_THAT(ordinals_of(result.smallest.deviations), ElementsAre(culprit));
    EXPECT_LE(result.probes, 45U) << culprit;
  }
}

TEST(ShrinkRemoval, LeavesSeveralThatStandFarApart) {
  synthetic_probe probe(only_of(100, needs({3, 50, 98})));
  const shrink_result result = shrink_with(probe, stops(100));
  EXPECT_EQ(result.end, shrink_end::fixpoint);
  EXPECT_THAT(ordinals_of(result.smallest.deviations), ElementsAre(3, 50, 98));
  EXPECT_LE(result.probes, 160U);
}

TEST(ShrinkRemoval, LeavesAllWhereAllMatter) {
  synthetic_probe probe(only_of(6, needs({1, 2, 3, 4, 5, 6})));
  const shrink_result result = shrink_with(probe, stops(6));
  EXPECT_EQ(result.end, shrink_end::fixpoint);
  EXPECT_EQ(result.smallest.deviations.size(), 6U);
}

TEST(ShrinkRemoval, LeavesNothingWhereTheBenignRunFails) {
  synthetic_probe probe([](std::span<const deviation>) { return true; });
  EXPECT_THAT(shrink_with(probe, stops(50)).smallest.deviations, IsEmpty());
  EXPECT_THAT(shrink_with(probe, {}).smallest.deviations, IsEmpty());
}

TEST(ShrinkRemoval, ForgetsWhatDoesNotComeUp) {
  synthetic_probe probe(only_of(10, needs({4})));
  probe.comes_up = [](const deviation& d) { return d.address.ordinal % 2 == 0; };
  EXPECT_THAT(ordinals_of(shrink_with(probe, stops(10)).smallest.deviations), ElementsAre(4));
}

TEST(ShrinkRemoval, FindsASmallSubsetBelowATraceFromWhichNothingCanGo) {
  // All four fail together, and the second alone; nothing between.
  synthetic_probe probe(only_of(4, [](std::span<const deviation> taken) {
    return taken.size() == 4 || (taken.size() == 1 && taken[0].address.ordinal == 2);
  }));
  EXPECT_THAT(ordinals_of(shrink_with(probe, stops(4)).smallest.deviations), ElementsAre(2));
}

TEST(ShrinkRemoval, EndsAtALocalMinimumWhereFailingIsNotMonotone) {
  // An even number of them fails, and more than none: pairs go, never one alone.
  synthetic_probe probe(only_of(40, [](std::span<const deviation> taken) {
    return !taken.empty() && taken.size() % 2 == 0;
  }));
  const shrink_result result = shrink_with(probe, stops(40));
  EXPECT_EQ(result.end, shrink_end::fixpoint);
  EXPECT_EQ(result.smallest.deviations.size(), 2U);
}

TEST(ShrinkRemoval, TakesFewProbesForALongTraceOfWhichLittleMatters) {
  synthetic_probe probe(only_of(2'000, needs({1'234})));
  const shrink_result result = shrink_with(probe, stops(2'000));
  EXPECT_EQ(result.end, shrink_end::fixpoint);
  EXPECT_THAT(ordinals_of(result.smallest.deviations), ElementsAre(1'234));
  EXPECT_LE(result.probes, 80U);
}

TEST(ShrinkRemoval, TakesAtMostAboutTheSquareOfWhatMatters) {
  std::vector<std::uint32_t> odd;
  for (std::uint32_t i = 1; i <= 60; i += 2) odd.push_back(i);
  synthetic_probe probe(only_of(60, needs(odd)));
  const shrink_result result = shrink_with(probe, stops(60), {.probes = 100'000});
  EXPECT_EQ(result.end, shrink_end::fixpoint);
  EXPECT_EQ(ordinals_of(result.smallest.deviations), odd);
  EXPECT_LE(result.probes, 60U * 60U / 2);
}

TEST(ShrinkRemoval, ProbesNoCandidateTwice) {
  synthetic_probe probe(only_of(30, needs({2, 17, 30})));
  const shrink_result result = shrink_with(probe, stops(30));
  EXPECT_FALSE(probe.repeated());
  EXPECT_EQ(result.probes, probe.probes());
}

TEST(ShrinkLimits, AStartThatPassesIsSaidToBeNotReproduced) {
  synthetic_probe probe([](std::span<const deviation>) { return false; });
  const shrink_result result = shrink_with(probe, stops(5));
  EXPECT_EQ(result.end, shrink_end::not_reproduced);
  EXPECT_EQ(result.smallest.deviations, stops(5));
  EXPECT_EQ(result.probes, 1U);
}

TEST(ShrinkLimits, ABudgetEndsTheSearchWithTheBestSoFar) {
  for (std::uint64_t budget = 1; budget < 60; ++budget) {
    synthetic_probe probe(only_of(64, needs({5, 44})));
    const shrink_result result = shrink_with(probe, stops(64), {.probes = budget});
    EXPECT_LE(probe.probes(), budget);
    EXPECT_TRUE(needs({5, 44})(result.smallest.deviations));
    if (result.end != shrink_end::budget) {
      EXPECT_EQ(result.smallest.deviations.size(), 2U);
    }
  }
}

TEST(ShrinkLimits, NoProbeAtAllLeavesTheStart) {
  synthetic_probe probe(needs({1}));
  const shrink_result result = shrink_with(probe, stops(3), {.probes = 0});
  EXPECT_EQ(result.end, shrink_end::budget);
  EXPECT_EQ(result.smallest.deviations, stops(3));
}

TEST(ShrinkLimits, GivingUpEndsItLikeABudget) {
  synthetic_probe probe(only_of(64, needs({5, 44})));
  const shrink_result result =
      shrink_with(probe, stops(64), {.give_up = [&] { return probe.probes() == 7; }});
  EXPECT_EQ(result.end, shrink_end::budget);
  EXPECT_EQ(result.probes, 7U);
}

TEST(ShrinkLimits, ALimitThatComesWhileLoweringStillLeavesA1MinimalRun) {
  const auto fails = [](std::span<const deviation> taken) {
    return std::ranges::any_of(taken, [](const deviation& d) { return d.value >= 700; });
  };
  synthetic_probe probe(fails);
  const shrink_result result = shrink_with(probe, {value_of("choose", 1'000)}, {.probes = 4});
  EXPECT_EQ(result.end, shrink_end::one_minimal);
}

// A failing run takes one of a few sets of deviations, unless a forbidden pair is in it too.
struct random_predicate {
  explicit random_predicate(std::uint64_t seed_) : state(seed_) {
    const std::uint32_t clauses = 1 + below(3);
    for (std::uint32_t i = 0; i < clauses; ++i) {
      std::set<std::uint32_t>& clause = wanted.emplace_back();
      for (std::uint32_t size = 1 + below(5); size > 0; --size) clause.insert(1 + below(count));
    }
    for (std::uint32_t i = below(4); i > 0; --i)
      forbidden.push_back({1 + below(count), 1 + below(count)});
  }
  std::uint32_t below(std::uint32_t bound) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::uint32_t>((state >> 33) % bound);
  }
  bool operator()(std::span<const deviation> taken) const {
    std::set<std::uint32_t> there;
    for (const deviation& d : taken) there.insert(d.address.ordinal);
    if (there.size() == count) return true;  // the start
    for (const auto& [a, b] : forbidden)
      if (there.contains(a) != there.contains(b)) return false;
    return std::ranges::any_of(wanted, [&](const std::set<std::uint32_t>& clause) {
      return std::ranges::includes(there, clause);
    });
  }

  static constexpr std::uint32_t count = 24;
  std::uint64_t state;
  std::vector<std::set<std::uint32_t>> wanted;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> forbidden;
};

std::vector<deviation> subset(const std::vector<deviation>& all, unsigned members) {
  std::vector<deviation> some;
  for (std::size_t i = 0; i < all.size(); ++i)
    if ((members >> i & 1U) != 0) some.push_back(all[i]);
  return some;
}

TEST(ShrinkRemoval, IsOneMinimalByBruteForceForAnyPredicate) {
  for (std::uint64_t seed_ = 1; seed_ <= 100; ++seed_) {
    const auto fails = only_of(random_predicate::count, random_predicate(seed_));
    synthetic_probe probe(fails);
    const shrink_result result =
        shrink_with(probe, stops(random_predicate::count), {.probes = 100'000});
    ASSERT_EQ(result.end, shrink_end::fixpoint) << seed_;
    const std::vector<deviation>& left = result.smallest.deviations;
    ASSERT_TRUE(fails(left)) << seed_;
    EXPECT_FALSE(probe.repeated()) << seed_;
    const unsigned all = (1U << left.size()) - 1;
    for (std::size_t i = 0; i < left.size(); ++i)
      EXPECT_FALSE(fails(subset(left, all & ~(1U << i)))) << seed_;
    if (left.size() > 4) continue;
    for (unsigned members = 0; members < all; ++members)
      EXPECT_FALSE(fails(subset(left, members))) << seed_;
  }
}

TEST(ShrinkRemoval, ShrinkingTheResultAgainChangesNothing) {
  for (std::uint64_t seed_ = 1; seed_ <= 100; ++seed_) {
    const auto fails = only_of(random_predicate::count, random_predicate(seed_));
    synthetic_probe probe(fails);
    const failing_run once =
        shrink_with(probe, stops(random_predicate::count), {.probes = 100'000}).smallest;
    synthetic_probe again(fails);
    EXPECT_EQ(shrink_with(again, once.deviations).smallest.deviations, once.deviations) << seed_;
  }
}

}  // namespace
}  // namespace cutpoint::unit
