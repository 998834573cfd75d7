#include "rapidcheck/properties.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

namespace cutpoint {
namespace {

using rapidcheck::run_by;
using rapidcheck::schedule;
using rapidcheck::schedules_of;

program small_program() {
  return make_program([] { properties::leaks_for_three({1, 2, 3}); });
}

std::string shown(const schedule& s) {
  std::ostringstream text;
  rc::show(s, text);
  return text.str();
}

TEST(Schedule, IsDrawnFromRapidchecksNumbersAlone) {
  const auto all = schedules_of(make_program([] { properties::loses_an_addition(3); }));
  EXPECT_EQ(all(rc::Random(3), 100).value(), all(rc::Random(3), 100).value());
}

TEST(Schedule, HasNoMoreDeviationsThanRapidchecksSize) {
  const auto all = schedules_of(make_program([] { properties::loses_an_addition(3); }));
  std::size_t most = 0;
  for (std::uint64_t i = 0; i < 20; ++i) {
    most = std::max(most, all(rc::Random(i), 100).value().deviations.size());
    EXPECT_LE(all(rc::Random(i), 2).value().deviations.size(), 2U);
    EXPECT_EQ(all(rc::Random(i), 0).value(), schedule{});
  }
  EXPECT_GT(most, 2U);
}

TEST(Schedule, ShrinksToTheOneStopThatMatters) {
  const program checked = small_program();
  const auto all = schedules_of(checked);
  const auto fails = [&](const schedule& s) { return !run_by(s, checked).found.empty(); };
  for (std::uint64_t i = 0; i < 40; ++i) {
    const auto drawn = all(rc::Random(i), 100);
    if (!fails(drawn.value())) continue;
    const schedule least = rc::shrinkable::findLocalMin(drawn, fails).first;
    EXPECT_EQ(shown(least), "the stop (edge) of main ready at send");
    return;
  }
  FAIL() << "no schedule fails";
}

TEST(Schedule, EndsToShrinkWhereEverySmallerOneIsTaken) {
  const auto all = schedules_of(make_program([] { properties::loses_an_addition(3); }));
  const auto any = [](const schedule&) { return true; };
  EXPECT_EQ(rc::shrinkable::findLocalMin(all(rc::Random(1), 100), any).first, schedule{});
  const auto is_any_but_benign = [](const schedule& s) { return !s.deviations.empty(); };
  const auto drawn = all(rc::Random(1), 100);
  EXPECT_EQ(rc::shrinkable::findLocalMin(drawn, is_any_but_benign).first.deviations.size(), 1U);
}

TEST(Schedule, CountsAndShowsWhatDeviates) {
  const schedule s{run_by({}, small_program()).taken};
  EXPECT_EQ(shown(s), "benign");
  EXPECT_EQ(s.stops() + s.reorders() + s.faults() + s.early_timers(), 0U);
  deviation stop;
  stop.address.kind = deviation_kind::stop;
  EXPECT_EQ((schedule{{stop, stop}}.stops()), 2U);
}

TEST(Schedule, IsAnInputOfAnyRapidcheckProperty) {
  const program checked = small_program();
  const auto result = rc::detail::checkTestable(
      [&] {
        const schedule s = *schedules_of(checked);
        RC_TAG(s.stops());
        RC_CLASSIFY(s.deviations.empty(), "benign");
        RC_ASSERT(run_by(s, checked).found.empty());
      },
      rc::detail::TestMetadata{"schedules", "schedules"}, rc::detail::TestParams{.seed = 1});
  ASSERT_TRUE(result.is<rc::detail::FailureResult>());
  const auto& failure = result.get<rc::detail::FailureResult>();
  ASSERT_EQ(failure.counterExample.size(), 1U);
  EXPECT_EQ(failure.counterExample.front().second, "the stop (edge) of main ready at send");
}

}  // namespace
}  // namespace cutpoint
