#include <cutpoint/program/when_all.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using testing::ElementsAre;
using unit::one_run;

// Tells how its wait of `length` ends.
auto waits(std::string& told, char name, virtual_duration length = 5s) {
  return [&told, name, length] {
    try {
      await(sleep_for(length));
      told += name;
    } catch (const cancelled&) {
      told += name;
      told += 'x';
      throw;
    }
  };
}

TEST(WhenAll, GivesEveryValueWhenTheLastHasEnded) {
  std::string seen;
  virtual_time ended;
  one_run([&] {
    const auto [number, nothing, owned] = await(when_all(
        [] {
          await(sleep_for(3s));
          return 7;
        },
        [] { await(sleep_for(1s)); }, [] { return std::make_unique<int>(8); }));
    static_assert(std::is_same_v<decltype(nothing), const std::monostate>);
    seen = std::to_string(number) + std::to_string(*owned);
    ended = this_run::now();
  });
  EXPECT_EQ(seen, "78");
  EXPECT_EQ(ended, virtual_time(3s));
}

TEST(WhenAll, CallsItsChildrenByTheOperation) {
  const one_run run([] {
    await(when_all([] {}, [] {}));
    await(when_all("load", [] {}, [] {}));
    await(when_all("alone", [] {}));
  });
  std::vector<std::string> paths;
  for (const task_control* const t : run.run.tasks()) paths.push_back(path_of(*t));
  EXPECT_THAT(paths, ElementsAre("main", "main/when_all.0", "main/when_all.1", "main/load.0",
                                 "main/load.1", "main/alone"));
}

TEST(WhenAll, StartsNothingBeforeItIsAwaited) {
  bool started = false;
  const one_run run([&started] {
    {
      auto never = when_all([&started] { started = true; });
      await(yield());
    }
    await(yield());
  });
  EXPECT_FALSE(started);
  EXPECT_EQ(run.run.tasks().size(), 1U);
}

TEST(WhenAll, StopsTheOthersAtTheFirstErrorAndThrowsItWhenTheyHaveEnded) {
  std::string told;
  const one_run run([&told] {
    try {
      await(when_all(
          waits(told, 'a'),
          [] {
            await(sleep_for(1s));
            throw std::runtime_error("first");
          },
          [&told] {
            try {
              await(sleep_for(5s));
            } catch (const cancelled&) {
              const shield against_stops;
              await(sleep_for(1s));
              told += 'c';
              throw std::logic_error("second");
            }
          }));
    } catch (const std::runtime_error& error) {
      told += error.what();
    }
  });
  EXPECT_EQ(told, "axcfirst");
  for (const task_control* const t : run.run.tasks()) EXPECT_TRUE(t->error_taken || !t->error);
}

TEST(WhenAll, PassesAStopOnAndThrowsWhenItsChildrenHaveEnded) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level}) {
    std::string told;
    one_run([&told, mode] {
      auto waiter = spawn("waiter", [&told] {
        try {
          await(when_all(waits(told, 'a'), [&told] {
            try {
              await(sleep_for(5s));
            } catch (const cancelled&) {
              const shield against_stops;
              await(sleep_for(1s));
              told += "bx";
              throw;
            }
          }));
        } catch (const cancelled&) {
          told += "wx";
          throw;
        }
      });
      await(sleep_for(1s));
      waiter.stop(mode);
      await(waiter.join());
    });
    EXPECT_EQ(told, "axbxwx");
  }
}

TEST(WhenAll, PassesARequestOn) {
  std::string told;
  one_run([&told] {
    const auto asks = [&told](char name) {
      return [&told, name] {
        await(sleep_for(2s));
        told += name;
        told += this_task::stop_requested() ? '!' : '-';
      };
    };
    auto waiter = spawn("waiter", [&] {
      await(when_all(asks('a'), asks('b')));
      await(when_all(asks('c')));
    });
    await(sleep_for(1s));
    waiter.stop(stop_mode::request);
    await(waiter.join());
  });
  EXPECT_EQ(told, "a!b!c!");
}

TEST(WhenAll, DropsItsChildrenTheLastFirst) {
  std::string told;
  one_run([&told] {
    struct mark {
      std::string& to;
      char name;
      ~mark() { to += name; }
    };
    const auto parks = [&told](char name) {
      return [&told, name] {
        const mark at_exit{told, name};
        await(park());
      };
    };
    auto waiter = spawn("waiter", [&] {
      const mark at_exit{told, 'w'};
      await(when_all(parks('a'), parks('b')));
    });
    await(sleep_for(1s));
    waiter.stop(stop_mode::drop);
    await(waiter.join());
  });
  EXPECT_EQ(told, "baw");
}

TEST(WhenAll, IsStoppedWhereAChildIsThatWasToGiveAValue) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level, stop_mode::drop}) {
    std::string told;
    const one_run run(
        [&told] {
          auto waiter = spawn("waiter", [&told] {
            await(when_all(waits(told, 'b'), [] { await(sleep_for(3s, "here")); }));
          });
          told += await(waiter.join()).stopped() ? 's' : '?';
        },
        unit::stop_at("here", mode), unit::one_stop(mode));
    EXPECT_EQ(told, "bxs");
    EXPECT_FALSE(run.run.tasks()[1]->stop.pending);
  }
}

TEST(WhenAll, ThrowsInsideAShieldWhereAChildWasStopped) {
  std::string told;
  one_run(
      [&told] {
        const shield against_stops;
        try {
          await(when_all(waits(told, 'b'), [] { await(sleep_for(3s, "here")); }));
        } catch (const child_stopped&) {
          told += 's';
        }
      },
      unit::stop_at("here", stop_mode::edge), unit::one_stop(stop_mode::edge));
  EXPECT_EQ(told, "bxs");
}

TEST(WhenAll, GivesWhatItHadWhenALevelStopComesTooLate) {
  std::string told;
  one_run([&told] {
    auto waiter = spawn("waiter", [&told] {
      std::get<0>(await(when_all([] { return 1; }, [] { return 2; })));
      told += 'v';
      await(yield());
      told += '?';
    });
    await(yield());
    await(yield());
    waiter.stop(stop_mode::level);
    await(waiter.join());
  });
  EXPECT_EQ(told, "v");
}

}  // namespace
}  // namespace cutpoint
