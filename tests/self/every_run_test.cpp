#include "self/every_run.hpp"

#include <cutpoint/program/park.hpp>
#include <cutpoint/program/scope.hpp>
#include <cutpoint/program/sleep.hpp>
#include <cutpoint/program/this_task.hpp>
#include <cutpoint/program/yield.hpp>

#include <gmock/gmock.h>

#include <chrono>
#include <deque>
#include <string>

namespace cutpoint::self {
namespace {

// A turnstile that forgets whom it has let through when that one is stopped.
void a_wake_up_goes_down_with_its_task() {
  std::deque<task_ref> line;
  scope all;
  for (int i = 0; i < 2; ++i) {
    all.spawn("waits", [&line] {
      struct place {
        std::deque<task_ref>& in;
        task_ref who = this_task::self();
        void withdraw() noexcept { std::erase(in, who); }
      } hooks{line};
      line.push_back(hooks.who);
      await(park("turnstile", hooks));
      if (line.empty()) return;
      const task_ref next = line.front();
      line.pop_front();
      wake(next);
    });
  }
  await(sleep_for(std::chrono::seconds(1)));
  if (!line.empty()) {
    const task_ref first = line.front();
    line.pop_front();
    wake(first);
  }
  await(all.join());
}

TEST(EveryRun, HasTheOneThatFails) {
  const testing::AssertionResult result =
      passes_in_every_run(&a_wake_up_goes_down_with_its_task, {.deviations = 1, .stops = 1});
  EXPECT_FALSE(result);
  EXPECT_THAT(std::string(result.message()), testing::HasSubstr("nothing can run"));
}

TEST(EveryRun, PassesWhereTheBoundIsBelowWhatFails) {
  EXPECT_TRUE(passes_in_every_run(&a_wake_up_goes_down_with_its_task,
                                  {.modes = {stop_mode::level}, .deviations = 1, .stops = 1}));
}

TEST(EveryRun, OfAProgramWithoutAChoiceProvesNothing) {
  EXPECT_FALSE(passes_in_every_run([] {}));
}

TEST(EveryRun, MustBeTheSameWithTheSameChoices) {
  int made = 0;
  EXPECT_FALSE(passes_in_every_run([&made] {
    scope all;
    const int rounds = ++made > 2 ? 1 : 5;
    for (int i = 0; i < 2; ++i) {
      all.spawn("shrinks", [rounds] {
        for (int round = 0; round < rounds; ++round) await(yield());
      });
    }
    await(all.join());
  }));
}

}  // namespace
}  // namespace cutpoint::self
