#include "unit/oracle/judged.hpp"

#include <gmock/gmock.h>

namespace cutpoint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

TEST(InvariantOracle, NamesAConditionThatBreaksAfterAStep) {
  const auto found = judged([] {
    int balance = 0;
    const auto solvent = always("solvent", [&] { return balance >= 0; });
    auto spender = spawn("spender", [&] { --balance; });
    await(spender.join());
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::invariant, "solvent", "")) << "whoever breaks it";
  EXPECT_THAT(found[0].message,
              MatchesRegex("solvent: does not hold at violations_test.cpp:[0-9]+"));
  EXPECT_THAT(found[0].notes, ElementsAre("seen after a step of main/spender"));
}

TEST(InvariantOracle, IsSilentAboutWhatIsMendedWithinTheStep) {
  EXPECT_THAT(judged([] {
                int balance = 0;
                const auto solvent = always("solvent", [&] { return balance >= 0; });
                --balance;
                ++balance;
                await(yield("look"));
              }),
              IsEmpty());
}

TEST(InvariantOracle, TellsAConditionOnceHoweverLongItIsBroken) {
  EXPECT_EQ(judged([] {
              const auto never = always("never", [] { return false; });
              for (int i = 0; i < 5; ++i) await(yield("look"));
            }).size(),
            1U);
}

TEST(InvariantOracle, TellsEachBrokenConditionApart) {
  const auto found = judged([] {
    const auto one = always("one", [] { return false; });
    const auto two = always("two", [] { return false; });
    await(yield("look"));
  });
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].identity.subject, "one");
  EXPECT_EQ(found[1].identity.subject, "two");
}

TEST(InvariantOracle, NamesAConditionThatDoesNotHoldAtTheEnd) {
  const auto found = judged([] {
    int open = 1;
    const auto closed = at_end("all closed", [&] { return open == 0; });
    await(yield("work"));
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::invariant, "all closed", ""));
  EXPECT_THAT(found[0].message,
              MatchesRegex("all closed: does not hold at the end at violations_test.cpp:[0-9]+"));
}

TEST(InvariantOracle, JudgesTheEndWhereTheBlockIsLeftByAStop) {
  const auto found = judged_when_stopped(
      [] {
        int open = 1;
        const auto closed = at_end("all closed", [&] { return open == 0; });
        await(yield("work"));
        open = 0;
      },
      "main", "work");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity.subject, "all closed");
}

TEST(DoubleReleaseOracle, NamesAResourceThatIsReleasedTwice) {
  const auto found = judged([] {
    const entry_id connection = acquire("connection");
    release(connection);
    release(connection);
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::double_release, "connection", "main"));
  EXPECT_THAT(found[0].message,
              MatchesRegex("main: connection#1 is released, and was released before at "
                           "violations_test.cpp:[0-9]+"));
}

TEST(DoubleReleaseOracle, NamesAStrangerThatReleases) {
  const auto found = judged([] {
    const entry_id connection = acquire("connection");
    auto thief = spawn("thief", [connection] { release(connection); });
    await(thief.join());
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::double_release, "connection", "main/thief"));
  EXPECT_THAT(found[0].message,
              MatchesRegex("main/thief: connection#1 is released by main/thief, but main owns it "
                           "at violations_test.cpp:[0-9]+"));
}

TEST(DoubleReleaseOracle, IsSilentWhereTheEntryWasHandedOver) {
  EXPECT_THAT(judged([] {
                const entry_id connection = acquire("connection");
                auto heir = spawn("heir", [connection] { release(connection); });
                hand_over(connection, heir.ref());
                await(heir.join());
              }),
              IsEmpty());
}

}  // namespace
}  // namespace cutpoint
