#include <cutpoint/trace/finding.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace cutpoint {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

const std::vector<oracle> all_oracles = {oracle::death,
                                         oracle::not_deterministic,
                                         oracle::double_release,
                                         oracle::invariant,
                                         oracle::unhandled_exception,
                                         oracle::suspended_after_stop,
                                         oracle::deadlock,
                                         oracle::leak,
                                         oracle::orphan,
                                         oracle::swallowed_stop,
                                         oracle::ignored_stop,
                                         oracle::foreign_stop,
                                         oracle::livelock,
                                         oracle::nothing_explored};

std::vector<std::string_view> names_of_oracles() {
  std::vector<std::string_view> names;
  for (const oracle o : all_oracles) names.push_back(name_of(o));
  return names;
}

TEST(Oracle, IsNamedInWords) {
  EXPECT_THAT(names_of_oracles(),
              ElementsAre("death", "not deterministic", "double release", "invariant",
                          "unhandled exception", "suspended after stop", "deadlock", "leak",
                          "orphan", "swallowed stop", "ignored stop", "foreign stop", "livelock",
                          "nothing explored"));
}

TEST(Oracle, SharesItsNameWithNoOther) {
  const auto names = names_of_oracles();
  EXPECT_THAT(std::set<std::string_view>(names.begin(), names.end()), SizeIs(all_oracles.size()));
}

TEST(Oracle, IsFoundByItsName) {
  for (const oracle o : all_oracles) EXPECT_EQ(find_oracle(name_of(o)), o);
}

TEST(Oracle, IsNotFoundByAnotherText) {
  for (const std::string_view text : {"", "Leak", "leak ", "double_release", "double"})
    EXPECT_EQ(find_oracle(text), std::nullopt) << "'" << text << "'";
}

TEST(Oracle, IsOrderedByRank) {
  for (std::size_t i = 1; i < all_oracles.size(); ++i)
    EXPECT_LT(all_oracles[i - 1], all_oracles[i]);
}

TEST(FindingIdentity, EqualsOneWithTheSameParts) {
  EXPECT_EQ((finding_identity{oracle::leak, "connection", "main/notify"}),
            (finding_identity{oracle::leak, "connection", "main/notify"}));
}

TEST(FindingIdentity, DiffersInEachPart) {
  const finding_identity leak{oracle::leak, "connection", "main/notify"};
  EXPECT_NE(leak, (finding_identity{oracle::orphan, "connection", "main/notify"}));
  EXPECT_NE(leak, (finding_identity{oracle::leak, "lock", "main/notify"}));
  EXPECT_NE(leak, (finding_identity{oracle::leak, "connection", "main"}));
}

TEST(FindingIdentity, IsOrderedByRankFirst) {
  EXPECT_LT((finding_identity{oracle::deadlock, "z", "z"}),
            (finding_identity{oracle::leak, "a", "a"}));
}

TEST(FindingIdentity, IsOrderedBySubjectBeforeTask) {
  EXPECT_LT((finding_identity{oracle::leak, "a", "z"}), (finding_identity{oracle::leak, "b", "a"}));
}

TEST(WithoutOrdinals, LeavesAPathThatHasNone) {
  EXPECT_EQ(without_ordinals("main/notify/db"), "main/notify/db");
}

TEST(WithoutOrdinals, TakesOneOutInTheMiddle) {
  EXPECT_EQ(without_ordinals("main/notify#2/db"), "main/notify/db");
}

TEST(WithoutOrdinals, TakesOneOutAtTheEnd) {
  EXPECT_EQ(without_ordinals("main/notify#12"), "main/notify");
}

TEST(WithoutOrdinals, TakesEachOut) { EXPECT_EQ(without_ordinals("a#1/b#22/c#333"), "a/b/c"); }

TEST(WithoutOrdinals, TakesOnlyTheLastOfAName) {
  EXPECT_EQ(without_ordinals("main/order#7#2"), "main/order#7");
}

TEST(WithoutOrdinals, LeavesAMarkWithoutANumber) {
  EXPECT_EQ(without_ordinals("main/c#/b#2x/#"), "main/c#/b#2x/#");
}

TEST(WithoutOrdinals, LeavesAnEmptyPath) { EXPECT_EQ(without_ordinals(""), ""); }

TEST(WithoutOrdinals, KeepsEverySlash) { EXPECT_EQ(without_ordinals("/a#1//b/"), "/a//b/"); }

TEST(WithoutOrdinals, ChangesNothingTheSecondTime) {
  const auto once = without_ordinals("main/notify#2/db");
  EXPECT_EQ(without_ordinals(once), once);
}

}  // namespace
}  // namespace cutpoint
