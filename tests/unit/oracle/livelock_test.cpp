#include "unit/oracle/judged.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::IsEmpty;

TEST(LivelockOracle, NamesTheBusiestTask) {
  const auto found = judged(
      [] {
        auto poller = spawn("poller", [] {
          for (;;) await(yield("poll"));
        });
        await(sleep_for(1s, "wait"));
      },
      {.steps = 50});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::livelock, "", "main/poller"));
  EXPECT_EQ(found[0].message, "the run is not over after 50 steps; main/poller took 49 of them");
}

TEST(LivelockOracle, CountsATimerThatIsAlwaysArmedAgain) {
  const auto found = judged(
      [] {
        for (;;) await(sleep_for(1s, "tick"));
      },
      {.steps = 50});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::livelock, "", "main"));
}

TEST(LivelockOracle, IsSilentWhereTheLastStepEndsTheRun) {
  const auto three_steps = [] {
    await(yield("one"));
    await(yield("two"));
  };
  EXPECT_THAT(judged(three_steps, {.steps = 3}), IsEmpty());
  EXPECT_EQ(judged(three_steps, {.steps = 2}).size(), 1U);
}

}  // namespace
}  // namespace cutpoint
