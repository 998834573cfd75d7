#include <cutpoint/program/when_any.hpp>

#include "unit/one_run.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <tuple>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using unit::one_run;

template <class T>
char letter(const outcome<T>& of) {
  return of.has_value() ? 'v' : of.has_error() ? 'e' : of.stopped() ? 's' : 'd';
}

TEST(WhenAny, GivesTheFirstThatEndsAndStopsTheOthers) {
  std::string seen;
  virtual_time ended;
  one_run([&] {
    auto [index, outcomes] = await(when_any([] { await(sleep_for(5s)); },
                                            [] {
                                              await(sleep_for(1s));
                                              return 7;
                                            }));
    seen += std::to_string(index);
    seen += letter(std::get<0>(outcomes));
    seen += std::to_string(std::get<1>(outcomes).value());
    ended = this_run::now();
  });
  EXPECT_EQ(seen, "1s7");
  EXPECT_EQ(ended, virtual_time(1s));
}

TEST(WhenAny, WaitsForTheOthers) {
  virtual_time ended;
  one_run([&ended] {
    await(when_any([] { await(yield()); },
                   [] {
                     const shield against_stops;
                     await(sleep_for(3s));
                   }));
    ended = this_run::now();
  });
  EXPECT_EQ(ended, virtual_time(3s));
}

TEST(WhenAny, NeverRunsOneThatHasNotStartedWhenTheFirstEnds) {
  bool ran = false;
  one_run([&ran] { await(when_any([] {}, [&ran] { ran = true; })); });
  EXPECT_FALSE(ran);
}

TEST(WhenAny, GivesTheErrorOfTheFirstWithoutThrowingIt) {
  std::string seen;
  const one_run run([&seen] {
    auto won = await(when_any([] { throw std::runtime_error("first"); },
                              [] {
                                try {
                                  await(sleep_for(5s));
                                } catch (const cancelled&) {
                                  throw std::runtime_error("second");
                                }
                              }));
    seen += std::to_string(won.index);
    seen += letter(std::get<0>(won.outcomes));
  });
  EXPECT_EQ(seen, "0e");
  for (const task_control* const t : run.run.tasks()) EXPECT_TRUE(t->error_taken || !t->error);
}

TEST(WhenAny, GivesAlsoTheValueOfOneThatHadItAlready) {
  std::string seen;
  one_run([&seen] {
    auto [index, outcomes] = await(when_any(
        [] {
          await(sleep_for(1s));
          return 1;
        },
        [] {
          const shield against_stops;
          await(sleep_for(1s));
          return 2;
        }));
    seen = std::to_string(index) + std::to_string(std::get<0>(outcomes).value()) +
           std::to_string(std::get<1>(outcomes).value());
  });
  EXPECT_EQ(seen, "012");
}

TEST(WhenAny, IsWonByAChildThatIsStopped) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::drop}) {
    std::string seen;
    one_run(
        [&seen] {
          auto won = await(
              when_any("race", [] { await(sleep_for(3s)); }, [] { await(sleep_for(5s, "here")); }));
          seen += std::to_string(won.index);
          seen += letter(std::get<0>(won.outcomes));
          seen += letter(std::get<1>(won.outcomes));
        },
        unit::stop_at("here", mode), unit::one_stop(mode));
    EXPECT_EQ(seen, mode == stop_mode::edge ? "1ss" : "1sd");
  }
}

TEST(WhenAny, PassesAStopOnAndThrowsWhenItsChildrenHaveEnded) {
  std::string told;
  one_run([&told] {
    auto waiter = spawn("waiter", [&told] {
      try {
        await(when_any([] { await(park()); },
                       [&told] {
                         const shield against_stops;
                         await(sleep_for(3s));
                         told += 'b';
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
  EXPECT_EQ(told, "bwx");
}

TEST(WhenAny, DoesNotInterruptTheCleanupOfOneThatLost) {
  std::string told;
  one_run([&told] {
    auto waiter = spawn("waiter", [&told] {
      await(when_any([] { await(yield()); },
                     [&told] {
                       try {
                         await(park());
                       } catch (const cancelled&) {
                         await(sleep_for(3s));
                         told += "clean";
                         throw;
                       }
                     }));
    });
    await(sleep_for(1s));
    waiter.stop();
    told += await(waiter.join()).stopped() ? " s" : " ?";
  });
  EXPECT_EQ(told, "clean s");
}

TEST(WhenAny, InsideAnotherStopsAllTheWayDown) {
  const one_run run([] {
    await(when_any([] { await(sleep_for(1s)); },
                   [] { await(when_any([] { await(park()); }, [] { await(park()); })); }));
  });
  EXPECT_EQ(run.end, run_end::completed);
  for (const task_control* const t : run.run.tasks()) EXPECT_TRUE(t->ended());
}

}  // namespace
}  // namespace cutpoint
