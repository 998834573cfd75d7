// What a program promises about itself: always, at_end, tracked, acquire.

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using testing::ElementsAre;
using unit::one_run;

TEST(Always, IsSilentWhileTheConditionHolds) {
  const one_run run([] {
    int n = 0;
    const auto watch = always("n is not negative", [&n] { return n >= 0; });
    ++n;
    await(yield());
  });
  EXPECT_TRUE(run.run.violations().empty());
}

TEST(Always, SeesAConditionThatIsBrokenAfterAStepAndReportsItOnce) {
  const one_run run([] {
    int n = 0;
    const auto watch = always("n is not negative", [&n] { return n >= 0; });
    n = -1;
    await(yield());
    await(yield());
    n = 0;
    await(yield());
  });
  ASSERT_EQ(run.run.violations().size(), 1U);
  EXPECT_EQ(run.run.violations().front().by, oracle::invariant);
  EXPECT_EQ(run.run.violations().front().subject.text(), "n is not negative");
}

TEST(Always, DoesNotSeeWhatIsMendedWithinTheStep) {
  const one_run run([] {
    int n = 0;
    const auto watch = always("n is not negative", [&n] { return n >= 0; });
    await(yield());
    n = -1;
    n = 0;
    await(yield());
  });
  EXPECT_TRUE(run.run.violations().empty());
}

TEST(Always, SeesWhatBreaksInTheStepInWhichItGoes) {
  const one_run run([] {
    bool fine = true;
    const auto watch = always("it is fine", [&fine] { return fine; });
    await(yield());
    fine = false;
  });
  ASSERT_EQ(run.run.violations().size(), 1U);
  EXPECT_EQ(run.run.violations().front().subject.text(), "it is fine");
}

TEST(Always, WatchesOnlyWhileItLives) {
  const one_run run([] {
    int n = 0;
    {
      const auto watch = always("n is not negative", [&n] { return n >= 0; });
      await(yield());
    }
    n = -1;
    await(yield());
  });
  EXPECT_TRUE(run.run.violations().empty());
}

TEST(AtEnd, JudgesWhenItsBlockIsLeft) {
  const one_run run([] {
    int n = 0;
    const auto judged = at_end("n is one", [&n] { return n == 1; });
    await(yield());
    n = 2;
  });
  ASSERT_EQ(run.run.violations().size(), 1U);
  EXPECT_EQ(run.run.violations().front().subject.text(), "n is one");
}

TEST(AtEnd, JudgesAlsoWhereAStopLeavesTheBlock) {
  const one_run run(
      [] {
        const auto judged = at_end("never", [] { return false; });
        await(sleep_for(1s, "gate"));
      },
      unit::stop_at("gate", stop_mode::edge), unit::one_stop(stop_mode::edge));
  EXPECT_TRUE(run.violated(oracle::invariant));
}

TEST(AtEnd, DoesNotJudgeARunThatIsGivenUp) {
  int judged = 0;
  one_run run([&judged] {
    const auto at_exit = at_end("never", [&judged] {
      ++judged;
      return false;
    });
    await(park("for ever"));
  });
  EXPECT_EQ(run.end, run_end::stuck);
  run.finish();
  EXPECT_EQ(judged, 0);
}

TEST(Tracked, IsHeldAsLongAsItsValueLives) {
  std::size_t entries = 0;
  const one_run run([&entries] {
    {
      const tracked<std::string> name("name", "value");
      entries = this_kernel().resources().entries().size();
    }
    await(yield());
  });
  EXPECT_EQ(entries, 1U);
  EXPECT_THAT(run.held(), ElementsAre());
}

TEST(Tracked, KeepsItsEntryThroughAMove) {
  const one_run run([] {
    tracked<int> first("number", 1);
    const tracked<int> second = std::move(first);
    EXPECT_EQ(*second, 1);
  });
  EXPECT_EQ(run.run.resources().entries().size(), 1U);
  EXPECT_THAT(run.held(), ElementsAre());
  EXPECT_TRUE(run.run.violations().empty());
}

TEST(Tracked, MayMoveToAnotherTask) {
  const one_run run([] {
    auto child = spawn("child", [](const tracked<int>&) {}, tracked<int>("number", 1));
    await(child.join());
  });
  EXPECT_THAT(run.held(), ElementsAre());
  EXPECT_TRUE(run.run.violations().empty());
}

TEST(Tracked, IsHeldWhereItsValueIsNeverDestroyed) {
  std::optional<tracked<int>> outside;
  const one_run run([&outside] { outside.emplace(label("number"), 1); });
  EXPECT_THAT(run.held(), ElementsAre("number"));
  outside.reset();  // while there still is a run to tell
}

TEST(Acquire, OutlivesATaskThatDoesNotRelease) {
  const one_run run([] {
    auto child = spawn("child", [] { acquire("slot"); });
    await(child.join());
  });
  EXPECT_EQ(run.run.resources().entries().front().state, entry_state::outlived);
}

TEST(Acquire, ReleasedTwiceIsReported) {
  const one_run run([] {
    const entry_id entry = acquire("slot");
    release(entry);
    release(entry);
  });
  EXPECT_TRUE(run.violated(oracle::double_release));
}

TEST(Acquire, ReleasedByAStrangerIsReported) {
  const one_run run([] {
    const entry_id entry = acquire("slot");
    auto child = spawn("child", [entry] { release(entry); });
    await(child.join());
  });
  EXPECT_TRUE(run.violated(oracle::double_release));
}

TEST(Acquire, HandedOverIsReleasedByItsNewOwner) {
  const one_run run([] {
    const entry_id entry = acquire("slot");
    auto child = spawn("child", [entry] { release(entry); });
    hand_over(entry, child.ref());
    await(child.join());
  });
  EXPECT_TRUE(run.run.violations().empty());
}

}  // namespace
}  // namespace cutpoint
