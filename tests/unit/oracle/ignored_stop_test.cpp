#include "unit/oracle/judged.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <cstdint>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// A task that catches the stop, and then does `goes_on`.
template <class GoesOn>
std::vector<finding> judged_deaf(GoesOn goes_on, stop_mode mode = stop_mode::edge) {
  return judged_when_stopped(
      [goes_on] {
        auto deaf = spawn("deaf", [goes_on] {
          try {
            await(sleep_for(1ms, "socket.read"));
          } catch (const cancelled&) {
          }
          goes_on();
          if (this_run::undisturbed()) return;
          throw cancelled();
        });
        await(deaf.join());
      },
      "main/deaf", "socket.read", mode);
}

void yield_times(int times) {
  for (int i = 0; i < times; ++i) await(yield("again"));
}

TEST(IgnoredStopOracle, NamesTheTaskTheStopAndWhatItDidSince) {
  const auto found = judged_deaf([] { yield_times(17); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::ignored_stop, "again", "main/deaf"));
  EXPECT_THAT(found[0].message,
              StartsWith("main/deaf: was stopped, has suspended 17 times since, and goes on"));
  EXPECT_THAT(found[0].notes,
              ElementsAre(StartsWith("main/deaf was stopped (edge) at socket.read")));
}

TEST(IgnoredStopOracle, HasPatience) {
  EXPECT_THAT(judged_deaf([] { yield_times(16); }), IsEmpty());
  EXPECT_THAT(judged_deaf([] { await(sleep_for(5s, "tidy")); }), IsEmpty());
}

TEST(IgnoredStopOracle, CountsTheTimeThatTheTaskWaits) {
  const auto found = judged_deaf([] {
    await(sleep_for(3s, "tidy"));
    await(sleep_for(3s, "tidy"));
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].message, StartsWith("main/deaf: was stopped, has waited 6s since"));
}

TEST(IgnoredStopOracle, CountsTheRestOfTheWaitInWhichARequestCame) {
  const auto found = judged_when_stopped(
      [] {
        auto deaf = spawn("deaf", [] { await(sleep_for(6s, "socket.read")); });
        await(deaf.join());
      },
      "main/deaf", "socket.read", stop_mode::request);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::ignored_stop, "socket.read", "main/deaf"));
}

TEST(IgnoredStopOracle, CountsWhatAShieldHoldsUp) {
  const auto found = judged_when_stopped(
      [] {
        auto slow = spawn("slow", [] {
          const shield whole_call;
          await(sleep_for(20s, "downstream.call"));
        });
        await(slow.join());
      },
      "main/slow", "downstream.call");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::ignored_stop, "downstream.call", "main/slow"));
}

TEST(IgnoredStopOracle, DoesNotBlameWhoWaitsForAnotherTask) {
  const auto found = judged_when_stopped(
      [] {
        auto slow = spawn("slow", [] { await(sleep_for(20s, "work")); });
        await(slow.join());
      },
      "main", "join", stop_mode::request);
  EXPECT_THAT(found, IsEmpty());
}

// Stops `main/slow` by a request, and lets the first timer fire early once that task's wait is
// over.
class stops_and_hurries final : public decider {
 public:
  std::uint32_t decide(const choice_point& point) override {
    if (const std::uint32_t move = stop_.decide(point); move > 0) return move;
    return point.hurries() && this_run::now() == virtual_time(4s) ? point.picks() - 1 : 0;
  }

 private:
  programs::stop_at stop_{"main/slow", "work", stop_mode::request};
};

TEST(IgnoredStopOracle, DoesNotCountTheTimeThatASlowMachineTakesWhenTheWaitIsOver) {
  stops_and_hurries decides;
  const auto run =
      programs::run_once(make_program([] {
                           auto slow = spawn("slow", [] { await(sleep_for(4s, "work")); });
                           auto late = spawn("late", [] { await(sleep_for(10s, "tick")); });
                           await(slow.join());
                           EXPECT_EQ(this_run::now(), virtual_time(10s));
                           await(late.join());
                         }),
                         decides, {.modes = {stop_mode::request}, .timers = 1});
  EXPECT_THAT(run.found, IsEmpty());
}

TEST(IgnoredStopOracle, IsSilentWhereTheStopWasAcknowledged) {
  EXPECT_THAT(judged_when_stopped(
                  [] {
                    auto server = spawn("server", [] {
                      try {
                        await(sleep_for(1s, "socket.read"));
                      } catch (const cancelled&) {
                        this_task::acknowledge_stop();
                      }
                      yield_times(100);
                    });
                    await(server.join());
                  },
                  "main/server", "socket.read"),
              IsEmpty());
}

TEST(SuspendedAfterStopOracle, HoldsATaskToItsPromise) {
  const auto found = judged_deaf([] {
    this_task::no_suspend_after_stop();
    yield_times(2);
  });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::suspended_after_stop, "again", "main/deaf"));
  EXPECT_THAT(found[0].message,
              StartsWith("main/deaf: suspends at again after a stop was thrown into it"));
}

TEST(SuspendedAfterStopOracle, IsSilentWithoutAPromise) {
  EXPECT_THAT(judged_deaf([] { yield_times(2); }), IsEmpty());
}

}  // namespace
}  // namespace cutpoint
