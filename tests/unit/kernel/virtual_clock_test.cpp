#include <cutpoint/kernel/virtual_clock.hpp>

#include "unit/kernel/splitmix.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using testing::ElementsAre;

virtual_time at(virtual_duration since_start) { return virtual_time(since_start); }

class calling_timer final : public timer {
 public:
  explicit calling_timer(std::function<void()> call) : call_(std::move(call)) {}

 private:
  void fire() noexcept override { call_(); }
  std::function<void()> call_;
};

struct VirtualClock : testing::Test {
  std::deque<calling_timer> timers;
  virtual_clock clock;
  std::vector<int> fired;

  timer& notes(int number) {
    return timers.emplace_back([this, number] { fired.push_back(number); });
  }
};

TEST_F(VirtualClock, StartsAtZeroAndStandsStill) {
  EXPECT_EQ(clock.now(), at(0s));
  EXPECT_FALSE(clock.any_armed());
}

TEST_F(VirtualClock, MovesToTheEarliestDeadline) {
  clock.arm(notes(1), at(5s));
  clock.arm(notes(2), at(3s));
  clock.advance();
  EXPECT_EQ(clock.now(), at(3s));
  EXPECT_THAT(fired, ElementsAre(2));
}

TEST_F(VirtualClock, EqualDeadlinesFireInTheOrderInWhichTheyWereArmed) {
  for (int i = 0; i < 20; ++i) clock.arm(notes(i), at(1s));
  clock.advance();
  std::vector<int> expected;
  for (int i = 0; i < 20; ++i) expected.push_back(i);
  EXPECT_EQ(fired, expected);
}

TEST_F(VirtualClock, ADisarmedTimerDoesNotFire) {
  timer& gone = notes(1);
  clock.arm(gone, at(1s));
  clock.arm(notes(2), at(2s));
  clock.disarm(gone);
  EXPECT_FALSE(gone.armed());
  clock.advance();
  EXPECT_THAT(fired, ElementsAre(2));
}

TEST_F(VirtualClock, DisarmingWhatIsNotArmedDoesNothing) {
  timer& idle = notes(1);
  clock.disarm(idle);
  EXPECT_FALSE(clock.any_armed());
}

TEST_F(VirtualClock, ADeadlineInThePastIsNow) {
  clock.arm(notes(1), at(5s));
  clock.advance();
  timer& late = notes(2);
  clock.arm(late, at(1s));
  EXPECT_EQ(late.deadline(), at(5s));
  clock.advance();
  EXPECT_EQ(clock.now(), at(5s));
  EXPECT_THAT(fired, ElementsAre(1, 2));
}

TEST_F(VirtualClock, ATimerThatArmsItselfForNowFiresInTheNextMoveOnly) {
  calling_timer* again = nullptr;
  calling_timer first([this, &again] {
    fired.push_back(1);
    if (fired.size() < 3) clock.arm(*again, clock.now());
  });
  again = &first;
  clock.arm(first, at(1s));
  clock.advance();
  EXPECT_THAT(fired, ElementsAre(1));
  EXPECT_TRUE(first.armed());
  clock.advance();
  EXPECT_THAT(fired, ElementsAre(1, 1));
  EXPECT_EQ(clock.now(), at(1s));
  clock.disarm(first);
}

TEST_F(VirtualClock, ATimerThatDisarmsAnotherOfTheSameDeadlineStopsIt) {
  timer& other = notes(2);
  calling_timer first([this, &other] {
    fired.push_back(1);
    clock.disarm(other);
  });
  clock.arm(first, at(1s));
  clock.arm(other, at(1s));
  clock.advance();
  EXPECT_THAT(fired, ElementsAre(1));
}

TEST_F(VirtualClock, IsNewAfterAReset) {
  timer& forgotten = notes(1);
  clock.arm(notes(2), at(1s));
  clock.arm(forgotten, at(2s));
  clock.advance();
  clock.reset();
  EXPECT_EQ(clock.now(), at(0s));
  EXPECT_FALSE(clock.any_armed());
  EXPECT_FALSE(forgotten.armed());
}

TEST_F(VirtualClock, FiresManyTimersInTheOrderOfDeadlineAndArming) {
  unit::splitmix random(7);
  struct expectation {
    virtual_duration deadline;
    int number;
  };
  std::vector<expectation> expected;
  std::vector<timer*> made;
  for (int i = 0; i < 300; ++i) {
    const virtual_duration deadline(random.below(40));
    clock.arm(*made.emplace_back(&notes(i)), at(deadline));
    expected.push_back({deadline, i});
  }
  for (int i = 0; i < 300; i += 3) clock.disarm(*made[static_cast<std::size_t>(i)]);
  std::erase_if(expected, [](const expectation& e) { return e.number % 3 == 0; });
  std::ranges::sort(expected, [](const expectation& a, const expectation& b) {
    return a.deadline != b.deadline ? a.deadline < b.deadline : a.number < b.number;
  });
  while (clock.any_armed()) clock.advance();
  std::vector<int> numbers;
  for (const expectation& e : expected) numbers.push_back(e.number);
  EXPECT_EQ(fired, numbers);
}

}  // namespace
}  // namespace cutpoint
