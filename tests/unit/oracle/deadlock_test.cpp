#include "unit/oracle/judged.hpp"

#include <gmock/gmock.h>

#include <string>

namespace cutpoint {
namespace {

using ::testing::ElementsAre;
using ::testing::MatchesRegex;

TEST(DeadlockOracle, NamesTheTaskAtWhichTheTroubleStarts) {
  const auto found = judged([] {
    auto reader = spawn("reader", [] { await(park("inbox.wait")); });
    await(reader.join());
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::deadlock, "inbox.wait", "main/reader"));
  EXPECT_THAT(
      found[0].message,
      MatchesRegex(
          "nothing can run: main/reader waits at inbox.wait#1 at deadlock_test.cpp:[0-9]+"));
}

TEST(DeadlockOracle, TellsWhoWaitsForWhom) {
  const auto found = judged([] {
    auto reader = spawn("reader", [] { await(park("inbox.wait")); });
    await(reader.join());
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(
      found[0].notes,
      ElementsAre(MatchesRegex("main waits at join#1 for main/reader at deadlock_test.cpp:[0-9]+"),
                  MatchesRegex("main/reader waits at inbox.wait#1 at deadlock_test.cpp:[0-9]+")));
}

TEST(DeadlockOracle, TellsWhichStopsCameBefore) {
  const auto found = judged_when_stopped(
      [] {
        auto reader = spawn("reader", [] { await(park("inbox.wait")); });
        auto writer = spawn("writer", [other = reader.ref()] {
          await(yield("write"));
          wake(other);
        });
        await(reader.join());
      },
      "main/writer", "write");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(
      found[0].notes.back(),
      MatchesRegex("main/writer was stopped \\(edge\\) at write at deadlock_test.cpp:[0-9]+"));
}

// Two tasks that wait for each other, and `strangers` that have nothing to do with it.
std::vector<finding> judged_ring(int strangers) {
  return judged([strangers] {
    for (int i = 0; i < strangers; ++i) spawn("stranger", [] {}).detach();
    mutex left("left.lock");
    mutex right("right.lock");
    const auto take = [](mutex& first, mutex& second) {
      const mutex_guard one = await(first.lock());
      await(yield("between"));
      const mutex_guard two = await(second.lock());
    };
    auto one = spawn("one", [&] { take(left, right); });
    auto two = spawn("two", [&] { take(right, left); });
    await(two.join());
  });
}

TEST(DeadlockOracle, NamesTheOldestTaskOfARingWhoeverElseIsThere) {
  for (int strangers = 0; strangers < 4; ++strangers) {
    const auto found = judged_ring(strangers);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].identity, identity(oracle::deadlock, "right.lock", "main/one"));
  }
}

TEST(DeadlockOracle, IsSilentWhereTasksAreLeftWaitingButMainHasEnded) {
  const auto found = judged([] { spawn("reader", [] { await(park("inbox.wait")); }).detach(); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity.by, oracle::orphan);
}

}  // namespace
}  // namespace cutpoint
