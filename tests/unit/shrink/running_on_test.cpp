#include <cutpoint/shrink/running_on.hpp>

#include "unit/shrink/synthetic_probe.hpp"

#include <cutpoint/shrink/shrink.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint::unit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// `main` is picked again at its use `ordinal` of a label.
deviation again(std::uint32_t ordinal, const std::string& task = "main") {
  deviation d = pick_of(task, ordinal);
  d.address.task = task;
  return d;
}

std::string in_one_word(const deviation& d) {
  const std::string at = std::to_string(d.address.ordinal);
  return d.address.kind == deviation_kind::run_on ? d.address.task + ">" + at
         : d.address.kind == deviation_kind::stop ? "stop" + at
                                                  : d.picked + at;
}

std::vector<std::vector<std::string>> candidates_of(std::vector<deviation> all) {
  std::vector<std::vector<std::string>> texts;
  for (const auto& candidate : running_on({.deviations = std::move(all)})) {
    std::vector<std::string>& text = texts.emplace_back();
    for (const deviation& d : candidate) text.push_back(in_one_word(d));
  }
  return texts;
}

TEST(RunningOn, PutsOneDeviationInThePlaceOfAStretch) {
  EXPECT_THAT(candidates_of({again(1), again(2), again(3)}),
              ElementsAre(ElementsAre("main>1"), ElementsAre("main>1")));
}

TEST(RunningOn, KeepsWhatHappensMeanwhile) {
  EXPECT_THAT(candidates_of({again(1), again(2), stop_of("main/a", "read", 1), again(3)}),
              ElementsAre(ElementsAre("main>1", "stop1"), ElementsAre("main>1", "stop1")));
}

TEST(RunningOn, TakesAllStretchesAtOnceAndThenTheFirstPickOfEachTaskForAll) {
  const auto other = [](std::uint32_t ordinal) { return again(ordinal, "other"); };
  EXPECT_THAT(candidates_of({again(1), again(2), other(7), other(8), again(3), again(4)}),
              ElementsAre(ElementsAre("main>1", "other>7", "main>3"),
                          ElementsAre("main>1", "other7", "other8"),
                          ElementsAre("main1", "main2", "other>7", "main3", "main4")));
}

TEST(RunningOn, BeginsWhereTheTaskHasJustGivenUpControl) {
  // At the first one somebody else has.
  EXPECT_THAT(candidates_of({pick_of("other", 1), again(2, "other"), again(3, "other")}),
              ElementsAre(ElementsAre("other1", "other>2"), ElementsAre("other1", "other>2")));
}

TEST(RunningOn, OffersNothingWhereNothingGetsShorter) {
  EXPECT_THAT(candidates_of({}), IsEmpty());
  EXPECT_THAT(candidates_of({again(1), again(1, "other"), stop_of("main/a", "read", 1)}),
              IsEmpty());
}

TEST(RunningOn, IsWhatShrinkingLooksForFirst) {
  std::vector<deviation> start;
  for (std::uint32_t i = 1; i <= 40; ++i) start.push_back(again(i));
  // It fails where main goes on 40 times, or runs on at its first use.
  synthetic_probe probe([](std::span<const deviation> taken) {
    return taken.size() == 40 ||
           (taken.size() == 1 && taken[0].address.kind == deviation_kind::run_on &&
            taken[0].address.ordinal == 1);
  });
  const shrink_result result = shrink(start, std::ref(probe));
  ASSERT_THAT(result.smallest.deviations, SizeIs(1));
  EXPECT_EQ(in_one_word(result.smallest.deviations[0]), "main>1");
  EXPECT_LT(result.probes, 10U);
}

}  // namespace
}  // namespace cutpoint::unit
