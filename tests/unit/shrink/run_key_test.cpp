#include <cutpoint/shrink/run_key.hpp>

#include "unit/shrink/synthetic_probe.hpp"

#include <gtest/gtest.h>

namespace cutpoint::unit {
namespace {

deviation numbered(deviation d, std::uint64_t number, std::uint32_t move) {
  d.number = choice_number{number};
  d.move = move;
  return d;
}

failing_run run_of(std::vector<deviation> deviations, std::uint32_t tasks = 2,
                   std::uint64_t steps = 10) {
  return {.deviations = std::move(deviations), .size = {.tasks = tasks, .steps = steps}};
}

bool before(const failing_run& a, const failing_run& b) {
  return key_of(a) < key_of(b) && !(key_of(b) < key_of(a));
}

TEST(RunKey, FewerDeviationsComeFirstWhateverElseThereIs) {
  EXPECT_TRUE(before(run_of({stop_of("main/a", "read")}, 9, 900),
                     run_of({pick_of("main/a", 1), pick_of("main/a", 2)}, 1, 1)));
}

TEST(RunKey, OfAsManyDeviationsFewerStopsComeFirst) {
  EXPECT_TRUE(before(run_of({pick_of("main/a", 1)}, 9, 900), run_of({stop_of("main", "read")})));
}

TEST(RunKey, ThenFewerStopsThatReachedATask) {
  failing_run wide = run_of({stop_of("main", "read")}, 1, 1);
  failing_run narrow = run_of({stop_of("main", "read")}, 9, 900);
  wide.size.delivered = 2;
  narrow.size.delivered = 1;
  EXPECT_TRUE(before(narrow, wide));
}

TEST(RunKey, ThenFewerTasks) {
  EXPECT_TRUE(before(run_of({stop_of("main", "read")}, 1, 900), run_of({stop_of("main", "read")})));
}

TEST(RunKey, ThenFewerSteps) {
  EXPECT_TRUE(before(run_of({numbered(value_of("choose", 9), 5, 9)}, 2, 9),
                     run_of({numbered(value_of("choose", 1), 1, 1)}, 2, 10)));
}

TEST(RunKey, ThenFewerValuesThenSmallerOnes) {
  const auto three = run_of({numbered(value_of("choose", 3), 7, 3)});
  const auto four = run_of({numbered(value_of("choose", 4), 1, 4)});
  EXPECT_TRUE(before(run_of({numbered(pick_of("main/a", 1), 8, 1)}), three));
  EXPECT_TRUE(before(three, four));
}

TEST(RunKey, ThenTheEarlierChoiceAndTheLowerMove) {
  const auto first = run_of({numbered(stop_of("main", "read"), 3, 2)});
  EXPECT_TRUE(before(first, run_of({numbered(stop_of("main", "read"), 3, 3)})));
  EXPECT_TRUE(before(first, run_of({numbered(stop_of("main", "read"), 4, 1)})));
}

TEST(RunKey, IsEqualOnlyForTheSameChoices) {
  const auto run = run_of({numbered(stop_of("main", "read"), 3, 2)});
  EXPECT_EQ(key_of(run), key_of(run));
  EXPECT_NE(key_of(run), key_of(run_of({numbered(stop_of("main", "read"), 3, 1)})));
}

}  // namespace
}  // namespace cutpoint::unit
