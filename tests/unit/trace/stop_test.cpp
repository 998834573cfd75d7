#include <cutpoint/trace/stop.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace cutpoint {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

template <class Enum, std::size_t N>
std::vector<std::string_view> names_of(const std::array<Enum, N>& all) {
  std::vector<std::string_view> names;
  for (const Enum one : all) names.push_back(name_of(one));
  return names;
}

TEST(StopMode, IsNamedAsInTheDesign) {
  EXPECT_THAT(names_of(all_stop_modes), ElementsAre("edge", "level", "drop", "request"));
}

TEST(StopMode, IsFoundByItsName) {
  for (const stop_mode mode : all_stop_modes) EXPECT_EQ(find_stop_mode(name_of(mode)), mode);
}

TEST(StopMode, IsNotFoundByAnotherText) {
  for (const std::string_view text : {"", "Edge", "edge ", "close", "parked"})
    EXPECT_EQ(find_stop_mode(text), std::nullopt) << "'" << text << "'";
}

TEST(Window, IsNamedAsInTheDesign) {
  EXPECT_THAT(names_of(all_windows),
              ElementsAre("before_start", "parked", "granted", "ready", "in_cleanup"));
}

TEST(Window, IsFoundByItsName) {
  for (const window w : all_windows) EXPECT_EQ(find_window(name_of(w)), w);
}

TEST(Window, IsNotFoundByAnotherText) {
  for (const std::string_view text : {"", "Parked", "before start", "in_cleanup ", "edge"})
    EXPECT_EQ(find_window(text), std::nullopt) << "'" << text << "'";
}

TEST(Window, SharesNoNameWithAStopMode) {
  const auto modes = names_of(all_stop_modes);
  const auto windows = names_of(all_windows);
  std::set<std::string_view> names(modes.begin(), modes.end());
  names.insert(windows.begin(), windows.end());
  EXPECT_THAT(names, SizeIs(all_stop_modes.size() + all_windows.size()));
}

TEST(StopStrength, IsOrderedFromTheWeakest) {
  EXPECT_LT(stop_strength::partial, stop_strength::total);
  EXPECT_LT(stop_strength::total, stop_strength::terminal);
}

TEST(StopModes, IsEmptyByDefault) {
  EXPECT_TRUE(stop_modes().empty());
  for (const stop_mode mode : all_stop_modes) EXPECT_FALSE(stop_modes().contains(mode));
}

TEST(StopModes, HoldsExactlyTheModeItIsMadeOf) {
  for (const stop_mode one : all_stop_modes) {
    for (const stop_mode other : all_stop_modes)
      EXPECT_EQ(stop_modes({one}).contains(other), one == other);
  }
}

TEST(StopModes, IsNotEmptyWithAMode) {
  for (const stop_mode mode : all_stop_modes) EXPECT_FALSE(stop_modes({mode}).empty());
}

TEST(StopModes, KeepsWhatItHeldWhenAModeIsInserted) {
  stop_modes modes = {stop_mode::edge};
  modes.insert(stop_mode::request);
  EXPECT_TRUE(modes.contains(stop_mode::edge));
  EXPECT_TRUE(modes.contains(stop_mode::request));
  EXPECT_FALSE(modes.contains(stop_mode::drop));
}

TEST(StopModes, DoesNotCountAModeTwice) {
  EXPECT_EQ(stop_modes({stop_mode::drop, stop_mode::drop}), stop_modes({stop_mode::drop}));
}

TEST(StopModes, IsEqualInWhateverOrderTheModesCame) {
  EXPECT_EQ(stop_modes({stop_mode::edge, stop_mode::drop}),
            stop_modes({stop_mode::drop, stop_mode::edge}));
}

TEST(StopModes, DiffersFromASetThatHoldsMore) {
  EXPECT_NE(stop_modes({stop_mode::edge}), stop_modes({stop_mode::edge, stop_mode::drop}));
}

TEST(StopModes, IsMadeWhileCompiling) {
  static constexpr stop_modes modes = {stop_mode::level};
  static_assert(modes.contains(stop_mode::level) && !modes.contains(stop_mode::edge));
}

}  // namespace
}  // namespace cutpoint
