#include "unit/oracle/judged.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

template <class Handler>
std::vector<finding> judged_listener(stop_mode mode, Handler handle) {
  return judged_when_stopped(
      [handle] {
        auto listener = spawn("listener", [handle] {
          try {
            await(sleep_for(1s, "socket.read"));
          } catch (const cancelled&) {
            handle();
          }
        });
        await(listener.join());
      },
      "main/listener", "socket.read", mode);
}

TEST(SwallowedStopOracle, NamesTheTaskAndTheStop) {
  const auto found = judged_listener(stop_mode::edge, [] {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::swallowed_stop, "", "main/listener"));
  EXPECT_EQ(found[0].message,
            "main/listener caught the stop and ended as if nothing had happened; rethrow it, or "
            "say acknowledge_stop()");
  EXPECT_THAT(found[0].notes,
              ElementsAre(StartsWith("main/listener was stopped (edge) at socket.read")));
}

TEST(SwallowedStopOracle, JudgesLevelStopsToo) {
  const auto found = judged_listener(stop_mode::level, [] {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity.by, oracle::swallowed_stop);
}

TEST(SwallowedStopOracle, IsSilentWhereTheStopIsRethrown) {
  EXPECT_THAT(judged_listener(stop_mode::edge, [] { throw; }), IsEmpty());
}

TEST(SwallowedStopOracle, IsSilentWhereTheStopIsAcknowledged) {
  EXPECT_THAT(judged_listener(stop_mode::edge, [] { this_task::acknowledge_stop(); }), IsEmpty());
}

TEST(SwallowedStopOracle, IsSilentAboutARequest) {
  EXPECT_THAT(judged_listener(stop_mode::request, [] {}), IsEmpty());
}

TEST(SwallowedStopOracle, IsSilentWhereAnErrorTakesThePlaceOfTheStop) {
  const auto found = judged_listener(stop_mode::edge, [] { throw 1; });
  EXPECT_THAT(found, IsEmpty()) << "main joined the error";
}

TEST(SwallowedStopOracle, FindsADropThatIsCaught) {
  const auto found = judged_when_stopped(
      [] {
        auto worker = spawn("worker", [] {
          try {
            await(sleep_for(1s, "work"));
          } catch (...) {
          }
        });
        await(worker.join());
      },
      "main/worker", "work", stop_mode::drop);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::swallowed_stop, "drop", "main/worker"));
  EXPECT_EQ(found[0].message, "main/worker: caught the drop and ended as if nothing had happened");
}

TEST(SwallowedStopOracle, FindsADropThatIsCaughtAndFollowedByAnotherWait) {
  const auto found = judged_when_stopped(
      [] {
        auto worker = spawn("worker", [] {
          try {
            await(sleep_for(1s, "work"));
          } catch (...) {
          }
          await(sleep_for(1s, "more.work"));
        });
        await(worker.join());
      },
      "main/worker", "work", stop_mode::drop);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::swallowed_stop, "more.work", "main/worker"));
}

}  // namespace
}  // namespace cutpoint
