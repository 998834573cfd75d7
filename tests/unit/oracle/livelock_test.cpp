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
  EXPECT_EQ(found[0].message, "the run is not over after 162 steps; main/poller took 161 of them");
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
  const auto takes = [](int steps) {
    return [steps] {
      for (int i = 1; i < steps; ++i) await(yield("one"));
    };
  };
  const int all = 40 + 40 / 4 + 100;
  EXPECT_THAT(judged(takes(all), {.steps = 40}), IsEmpty());
  EXPECT_EQ(judged(takes(all + 1), {.steps = 40}).size(), 1U);
}

}  // namespace
}  // namespace cutpoint
