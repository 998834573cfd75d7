#include <cutpoint/program/scope.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using testing::ElementsAre;
using unit::one_run;

TEST(Scope, JoinWaitsForTheLastOfItsTasks) {
  virtual_time ended;
  one_run([&ended] {
    scope all;
    all.spawn("short", [] { await(sleep_for(1s)); });
    all.spawn("long", [] { await(sleep_for(3s)); });
    await(all.join());
    ended = this_run::now();
  });
  EXPECT_EQ(ended, virtual_time(3s));
}

TEST(Scope, JoinOfAnEmptyScopeIsDoneAtOnce) {
  EXPECT_EQ(one_run([] {
              scope none;
              await(none.join());
            }).end,
            run_end::completed);
}

TEST(Scope, CountsItsTasksThatHaveNotEnded) {
  std::vector<std::size_t> alive;
  one_run([&alive] {
    scope all;
    all.spawn("short", [] { await(sleep_for(1s)); });
    all.spawn("long", [] { await(sleep_for(3s)); });
    alive.push_back(all.alive());
    await(sleep_for(2s));
    alive.push_back(all.alive());
    await(all.join());
    alive.push_back(all.alive());
  });
  EXPECT_THAT(alive, ElementsAre(2U, 1U, 0U));
}

TEST(Scope, StopsAllItsTasksBeforeItWaitsForTheFirst) {
  // The first cleans up only when the second has: one stop after another would hang here.
  const one_run run([] {
    bool second_gone = false;
    scope all;
    task_ref first = all.spawn("first", [&second_gone] {
      try {
        await(park("gate"));
      } catch (const cancelled&) {
        const shield against_stops;
        if (!second_gone) await(park("waits for second"));
        throw;
      }
    });
    all.spawn("second", [&second_gone, first] {
      try {
        await(park("gate"));
      } catch (const cancelled&) {
        second_gone = true;
        wake(first);
        throw;
      }
    });
    await(sleep_for(1s));
  });
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(Scope, StopsWhatItsTasksSpawnIntoItWhileItEnds) {
  std::vector<std::string> told;
  const one_run run([&told] {
    scope all;
    all.spawn("parent", [&told, &all] {
      try {
        await(park("gate"));
      } catch (const cancelled&) {
        all.spawn("late", [&told] {
          told.emplace_back("late runs");
          await(park("gate"));
        });
        await(yield());
        throw;
      }
    });
    await(yield());
  });
  EXPECT_EQ(run.end, run_end::completed);
  EXPECT_THAT(told, ElementsAre("late runs"));
}

TEST(Scope, StopOnRequestStopsItsTasksInSpawnOrderAndADropInReverse) {
  const auto order_of = [](stop_mode mode) {
    std::string order;
    one_run([&order, mode] {
      scope all;
      for (const char* const name : {"a", "b", "c"}) {
        all.spawn(name, [&order, name] {
          struct mark {
            std::string& to;
            const char* name;
            ~mark() { to += name; }
          } const at_exit{order, name};
          await(park("gate"));
        });
      }
      await(yield());
      all.stop(mode);
      await(all.join());
    });
    return order;
  };
  EXPECT_EQ(order_of(stop_mode::edge), "abc");
  EXPECT_EQ(order_of(stop_mode::drop), "cba");
}

TEST(Scope, OwnsATaskThatAnotherTaskSpawnsIntoItAndThatOutlivesTheSpawner) {
  const one_run run([] {
    scope connections;
    auto accept = spawn("accept", [&connections] {
      connections.spawn("connection", [] { await(sleep_for(5s)); });
    });
    await(accept.join());
    await(connections.join());
  });
  EXPECT_TRUE(
      std::ranges::none_of(run.run.tasks(), [](const task_control* t) { return t->outlived; }));
}

TEST(Scope, ThrowsAwayWhatItsTasksGive) {
  const one_run run([] {
    scope all;
    all.spawn("gives", [] { return tracked<int>("result", 1); });
    await(all.join());
  });
  EXPECT_THAT(run.held(), ElementsAre());
}

TEST(Scope, AStoppedJoinerLeavesTheOthersToBeWoken) {
  std::string seen;
  one_run([&seen] {
    scope all;
    all.spawn("child", [] { await(sleep_for(5s)); });
    auto gives_up = spawn("gives_up", [&all] { await(all.join()); });
    auto stays = spawn("stays", [&seen, &all] {
      await(all.join());
      seen += 's';
    });
    await(sleep_for(1s));
    gives_up.stop();
    await(gives_up.join());
    await(stays.join());
  });
  EXPECT_EQ(seen, "s");
}

}  // namespace
}  // namespace cutpoint
