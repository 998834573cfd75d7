#include "unit/oracle/judged.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

void leave_a_logger_behind() {
  spawn("logger", [] { await(sleep_for(1s, "log.flush")); }).detach();
}

TEST(OrphanOracle, NamesTheTaskAndWhoSpawnedIt) {
  const auto found = judged([] {
    auto session = spawn("session", leave_a_logger_behind);
    await(session.join());
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::orphan, "logger", "main/session/logger"));
  EXPECT_EQ(found[0].message, "main/session/logger outlives main/session, which spawned it");
  EXPECT_THAT(found[0].notes, IsEmpty());
}

TEST(OrphanOracle, SaysWhereTheOrphanNeverEnds) {
  const auto found = judged([] { spawn("logger", [] { await(park("for.ever")); }).detach(); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].notes, ElementsAre("main/logger never ends"));
}

TEST(OrphanOracle, TellsTheStopThatEndedTheParent) {
  const auto found = judged_when_stopped(
      [] {
        auto session = spawn("session", [] {
          leave_a_logger_behind();
          await(sleep_for(2s, "session.work"));
        });
        await(session.join());
      },
      "main/session", "session.work");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].notes,
              ElementsAre(StartsWith("main/session was stopped (edge) at session.work")));
}

TEST(OrphanOracle, IsSilentAboutADetachedTaskThatEndsInTime) {
  EXPECT_THAT(judged([] {
                leave_a_logger_behind();
                await(sleep_for(2s, "work"));
              }),
              IsEmpty());
}

TEST(OrphanOracle, IsSilentWhereAHandleWaitsForItsTask) {
  EXPECT_THAT(judged([] { auto logger = spawn("logger", [] { await(yield("log")); }); }),
              IsEmpty());
}

}  // namespace
}  // namespace cutpoint
