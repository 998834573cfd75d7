#include "unit/oracle/judged.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <optional>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

TEST(LeakOracle, NamesTheResourceItsAcquirerAndThePlace) {
  const auto found = judged([] {
    auto notify = spawn("notify", [] { acquire("connection"); });
    await(notify.join());
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::leak, "connection", "main/notify"));
  EXPECT_THAT(found[0].message, MatchesRegex("connection#1, acquired by main/notify at "
                                             "leak_test.cpp:[0-9]+, is never released"));
  EXPECT_THAT(found[0].notes, ElementsAre("connection#1 still held when main/notify ended"));
}

TEST(LeakOracle, LeavesOrdinalsOutOfTheIdentity) {
  const auto found = judged([] {
    auto first = spawn("notify", [] { release(acquire("connection")); });
    auto second = spawn("notify", [] { acquire("connection"); });
    await(first.join());
    await(second.join());
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::leak, "connection", "main/notify"));
  EXPECT_THAT(found[0].message, ::testing::StartsWith("connection#2, acquired by main/notify#2 "));
}

TEST(LeakOracle, HoldsWhatTheProgramOwnsToTheEndOfTheProgram) {
  const auto found = judged([] {
    auto notify = spawn("notify", [] { acquire("letter", ownership::program); });
    await(notify.join());
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].notes, ElementsAre("letter#1 still held at the end"));
}

TEST(LeakOracle, LetsAnotherTaskReleaseWhatTheProgramOwns) {
  EXPECT_THAT(judged([] {
                const entry_id letter = acquire("letter", ownership::program);
                auto reader = spawn("reader", [letter] { release(letter); });
                await(reader.join());
              }),
              IsEmpty());
}

TEST(LeakOracle, ComplainsThoughSomebodyReleasesAfterTheOwnerEnded) {
  const auto found = judged([] {
    entry_id connection{};
    auto notify = spawn("notify", [&] { connection = acquire("connection"); });
    await(notify.join());
    release(connection);
  });
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].identity.by, oracle::double_release) << "main does not own it";
}

TEST(LeakOracle, TakesATrackedValueThatMovesOnForHeld) {
  EXPECT_THAT(judged([] {
                tracked<int> message("message", 7);
                auto reader = spawn("reader", [taken = std::move(message)] { (void)*taken; });
                await(reader.join());
              }),
              IsEmpty());
}

TEST(LeakOracle, IsSilentAboutWhatIsHeldInADeadlock) {
  const auto found = judged([] {
    const entry_id connection = acquire("connection");
    await(park("for.ever"));
    release(connection);
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity.by, oracle::deadlock);
}

TEST(LeakOracle, TellsTheStopThatMadeTheReleaseUnreachable) {
  const auto found = judged_when_stopped(
      [] {
        auto notify = spawn("notify", [] {
          const entry_id connection = acquire("connection");
          await(sleep_for(1s, "db.begin"));
          release(connection);
        });
        await(notify.join());
      },
      "main/notify", "db.begin");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].notes,
              ElementsAre("connection#1 still held when main/notify ended",
                          MatchesRegex("main/notify was stopped \\(edge\\) at db.begin at "
                                       "leak_test.cpp:[0-9]+")));
}

TEST(LeakOracle, FindsAStopCallbackThatIsNeverRemoved) {
  const auto hear = [] {};
  std::optional<stop_callback<decltype(hear)>> forgotten;
  const auto found = judged([&] {
    auto client = spawn("client", [&] { forgotten.emplace(hear); });
    await(client.join());
  });
  forgotten.reset();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::leak, "stop callback", "main/client"));
}

TEST(LeakOracle, LetsACallbackGoAfterItsTask) {
  EXPECT_THAT(judged([] {
                const auto hear = [] {};
                std::optional<stop_callback<decltype(hear)>> kept;
                auto client = spawn("client", [&] { kept.emplace(hear); });
                await(client.join());
              }),
              IsEmpty());
}

}  // namespace
}  // namespace cutpoint
