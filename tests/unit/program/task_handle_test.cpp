#include <cutpoint/program/task_handle.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using testing::ElementsAre;
using unit::one_run;

// A body that tells how its wait of 10 s ends.
auto waits(std::vector<std::string>& told) {
  return [&told] {
    try {
      await(sleep_for(10s, "child.wait"));
      told.emplace_back("done");
    } catch (const cancelled&) {
      told.emplace_back("cancelled");
      throw;
    }
  };
}

TEST(TaskHandle, StopsItsTaskAndWaitsForItsEndWhenItGoes) {
  std::vector<std::string> told;
  one_run([&told] {
    {
      auto child = spawn("child", waits(told));
      await(yield());
    }
    told.emplace_back("main goes on");
  });
  EXPECT_THAT(told, ElementsAre("cancelled", "main goes on"));
}

TEST(TaskHandle, DestroysATaskThatHasNotRunWhenItGoes) {
  std::vector<std::string> told;
  const one_run run([&told] { auto child = spawn("child", waits(told)); });
  EXPECT_TRUE(told.empty());
  EXPECT_EQ(run.run.tasks()[1]->end, task_end::stopped);
}

TEST(TaskHandle, LeavesATaskAloneThatHasEnded) {
  const one_run run([] {
    auto child = spawn("child", [] {});
    await(yield());
  });
  EXPECT_TRUE(run.run.stops().empty());
  EXPECT_EQ(run.run.tasks()[1]->end, task_end::value);
}

TEST(TaskHandle, DoesNotInterruptTheCleanupOfATaskThatWasStoppedBefore) {
  std::vector<std::string> told;
  one_run([&told] {
    auto child = spawn("child", [&told] {
      try {
        await(sleep_for(10s, "child.wait"));
      } catch (const cancelled&) {
        await(sleep_for(1s, "child.cleanup"));
        told.emplace_back("cleaned up");
        throw;
      }
    });
    await(yield());
    child.stop();
    await(yield());
  });
  EXPECT_THAT(told, ElementsAre("cleaned up"));
}

TEST(TaskHandle, WaitsForATaskThatCleansUpUnderAShield) {
  std::vector<std::string> told;
  one_run([&told] {
    {
      auto child = spawn("child", [&told] {
        try {
          await(sleep_for(10s));
        } catch (const cancelled&) {
          const shield against_stops;
          await(sleep_for(5s));
          told.emplace_back("cleaned up");
          throw;
        }
      });
      await(yield());
    }
    told.emplace_back("main goes on");
  });
  EXPECT_THAT(told, ElementsAre("cleaned up", "main goes on"));
}

TEST(TaskHandle, WaitsOnThoughItsOwnTaskIsStoppedMeanwhile) {
  std::vector<std::string> told;
  one_run([&told] {
    auto owner = spawn("owner", [&told] {
      {
        auto child = spawn("child", [&told] {
          const shield against_stops;
          await(sleep_for(5s));
          told.emplace_back("child done");
        });
        await(yield());
      }
      told.emplace_back("owner goes on");
      await(yield());
      told.emplace_back("not reached");
    });
    await(sleep_for(1s));
    owner.stop();
    await(owner.join());
  });
  EXPECT_THAT(told, ElementsAre("child done", "owner goes on"));
}

TEST(TaskHandle, LetsADetachedTaskGoOn) {
  std::vector<std::string> told;
  const one_run run([&told] { spawn("child", waits(told)).detach(); });
  EXPECT_THAT(told, ElementsAre("done"));
  EXPECT_TRUE(run.run.tasks()[1]->outlived);
}

TEST(TaskHandle, OwnsItsTaskAlsoAfterAMove) {
  std::vector<std::string> told;
  one_run([&told] {
    auto child = spawn("child", waits(told));
    await(yield());
    {
      auto owner = std::move(child);
    }
    told.emplace_back("main goes on");
  });
  EXPECT_THAT(told, ElementsAre("cancelled", "main goes on"));
}

TEST(TaskHandle, GivesTheValueOnce) {
  std::string seen;
  one_run([&seen] {
    auto child = spawn("child", [] { return std::make_unique<std::string>("precious"); });
    seen = *await(child.join()).value();
  });
  EXPECT_EQ(seen, "precious");
  EXPECT_DEATH(one_run([] {
                 auto child = spawn("child", [] { return 1; });
                 await(child.join());
                 await(child.join());
               }),
               "joined once");
}

TEST(TaskHandle, MayBeJoinedAfterTheEndOfItsTask) {
  int seen = 0;
  one_run([&seen] {
    auto child = spawn("child", [] { return 7; });
    await(sleep_for(1s));
    seen = await(child.join()).value();
  });
  EXPECT_EQ(seen, 7);
}

TEST(TaskHandle, PassesTheArgumentsIntoTheTask) {
  std::string seen;
  one_run([&seen] {
    auto text = std::make_unique<std::string>("moved");
    auto child = spawn(
        "child",
        [&seen](std::unique_ptr<std::string> owned, int n) { seen = *owned + std::to_string(n); },
        std::move(text), 3);
    await(child.join());
  });
  EXPECT_EQ(seen, "moved3");
}

TEST(TaskHandle, DestroysAResultThatNobodyAskedForWithIt) {
  std::vector<std::string> held_inside;
  const one_run run([&held_inside] {
    auto child = spawn("child", [] { return tracked<int>("result", 1); });
    await(sleep_for(1s));
    held_inside.emplace_back(this_run::now() == virtual_time(1s) ? "waited" : "early");
  });
  EXPECT_THAT(run.held(), ElementsAre());
}

TEST(TaskHandle, OfAStoppedTaskTellsThatItWasStoppedToManyJoiners) {
  int stopped = 0;
  one_run([&stopped] {
    auto child = spawn("child", [] { await(park("gate")); });
    scope joiners;
    for (int i = 0; i < 3; ++i) {
      joiners.spawn("joiner", [&stopped, &child] {
        if (await(child.join()).stopped()) ++stopped;
      });
    }
    await(sleep_for(1s));
    child.stop();
    await(joiners.join());
  });
  EXPECT_EQ(stopped, 3);
}

TEST(Task, ThatNeverRanGivesItsArgumentsBackInItsOwnName) {
  const one_run run([] {
    auto child = spawn("child", [] {});
    struct releases {
      entry_id entry;
      bool owns = true;
      explicit releases(entry_id e) : entry(e) {}
      releases(releases&& other) noexcept
          : entry(other.entry), owns(std::exchange(other.owns, false)) {}
      releases& operator=(releases&&) = delete;
      ~releases() {
        if (owns) release(entry);
      }
    };
    const entry_id entry = acquire("slot");
    auto receiver = spawn("receiver", [](const releases&) {}, releases(entry));
    hand_over(entry, receiver.ref());
    receiver.stop();
    await(receiver.join());
    await(child.join());
  });
  EXPECT_TRUE(run.run.violations().empty());
  EXPECT_THAT(run.held(), ElementsAre());
}

}  // namespace
}  // namespace cutpoint
