#include <cutpoint/program/timeout.hpp>

#include "unit/one_run.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using unit::one_run;

// How `body` ends under a timeout of 2 s, and when.
template <class Body>
std::string within_two_seconds(Body body) {
  std::string told;
  one_run([&] {
    try {
      told += std::to_string(await(timeout(2s, body)));
    } catch (const timed_out&) {
      told += "timed out";
    } catch (const std::runtime_error& error) {
      told += error.what();
    }
    told += " at " + std::to_string(this_run::now().time_since_epoch() / 1s);
  });
  return told;
}

TEST(Timeout, GivesTheValueThatCameInTime) {
  EXPECT_EQ(within_two_seconds([] {
              await(sleep_for(1s));
              return 7;
            }),
            "7 at 1");
}

TEST(Timeout, ThrowsTheErrorThatCameInTime) {
  EXPECT_EQ(within_two_seconds([]() -> int { throw std::runtime_error("refused"); }),
            "refused at 0");
}

TEST(Timeout, StopsTheChildWhenTheTimeIsUp) {
  EXPECT_EQ(within_two_seconds([] {
              await(sleep_for(5s));
              return 7;
            }),
            "timed out at 2");
}

TEST(Timeout, WaitsForTheEndOfTheChild) {
  EXPECT_EQ(within_two_seconds([]() -> int {
              try {
                await(sleep_for(5s));
              } catch (const cancelled&) {
                await(sleep_for(1s));
                throw;
              }
              return 7;
            }),
            "timed out at 3");
}

TEST(Timeout, GivesTheValueOfAChildThatMakesNothingOfTheStop) {
  EXPECT_EQ(within_two_seconds([] {
              const shield against_stops;
              await(sleep_for(5s));
              return 7;
            }),
            "7 at 5");
}

TEST(Timeout, GivesTheValueThatAChildHasWhenItHandlesTheStop) {
  EXPECT_EQ(within_two_seconds([] {
              try {
                await(sleep_for(5s));
              } catch (const cancelled&) {
                this_task::acknowledge_stop();
              }
              return 8;
            }),
            "8 at 2");
}

TEST(Timeout, ThrowsTheErrorOfAChildThatFailsToCleanUp) {
  EXPECT_EQ(within_two_seconds([]() -> int {
              try {
                await(sleep_for(5s));
              } catch (const cancelled&) {
                throw std::runtime_error("broken");
              }
              return 7;
            }),
            "broken at 2");
}

TEST(Timeout, LeavesNoTimerBehind) {
  virtual_time ended;
  one_run([&ended] {
    await(timeout(50s, [] {}));
    auto waits = spawn("waits", [] { await(timeout(50s, [] { await(park()); })); });
    await(sleep_for(1s));
    waits.stop();
    await(waits.join());
    auto dropped = spawn("dropped", [] { await(timeout(50s, [] { await(park()); })); });
    await(sleep_for(1s));
    dropped.stop(stop_mode::drop);
    await(dropped.join());
    EXPECT_FALSE(this_kernel().clock().any_armed());
    ended = this_run::now();
  });
  EXPECT_EQ(ended, virtual_time(2s));
}

TEST(Timeout, IsStoppedWhereItsChildIs) {
  std::string told;
  one_run(
      [&told] {
        auto waiter =
            spawn("waiter", [] { await(timeout(2s, [] { await(sleep_for(1s, "here")); })); });
        told += await(waiter.join()).stopped() ? 's' : '?';
      },
      unit::stop_at("here", stop_mode::edge), unit::one_stop(stop_mode::edge));
  EXPECT_EQ(told, "s");
}

TEST(Timeout, PassesAStopOnAndThrowsWhenItsChildHasEnded) {
  std::string told;
  one_run([&told] {
    auto waiter = spawn("waiter", [&told] {
      try {
        await(timeout(2s, [&told] {
          const shield against_stops;
          await(sleep_for(5s));
          told += 'c';
        }));
      } catch (const cancelled&) {
        told += "wx";
        throw;
      }
    });
    await(sleep_for(1s));
    waiter.stop();
    await(waiter.join());
  });
  EXPECT_EQ(told, "cwx");
}

TEST(Timeout, InsideAnotherIsCutByTheShorterOne) {
  std::string told;
  one_run([&told] {
    try {
      await(timeout(1s, [&told] {
        try {
          await(timeout(5s, [] { await(park()); }, "inner"));
        } catch (const timed_out&) {
          told += '?';
        }
      }));
    } catch (const timed_out&) {
      told += 'o';
    }
  });
  EXPECT_EQ(told, "o");
}

}  // namespace
}  // namespace cutpoint
