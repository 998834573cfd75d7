// A passing run allocates nothing, once pools and tables have their size: not in the kernel, not in
// an adapter, not in the strategy, and not where it is judged. The programs allocate nothing
// either.

#include "check/runner.hpp"
#include "counted_new.hpp"

#include <cutpoint/coroutine.hpp>
#include <cutpoint/fiber.hpp>
#include <cutpoint/search/random_walk.hpp>

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint::allocations {
namespace {

constexpr std::uint64_t runs_to_warm_up = 50;

// Returns: how many allocations further runs of `p` make.
std::uint64_t allocations_of(const program& p) {
  options wanted;
  wanted.modes = {};
  wanted.stops = 0;
  std::size_t taken = 0;
  std::vector<taken_choice> slots(10'000);
  runner runs(p, wanted, choice_log(taken, slots));
  random_walk walk(seed{1}, 1'000, 100);
  std::uint64_t before = 0;
  for (std::uint64_t job = 0; job < 2 * runs_to_warm_up; ++job) {
    if (job == runs_to_warm_up) before = count();
    walk.begin_run(job);
    if (!runs.run(walk, ordinals::off).empty()) ADD_FAILURE() << "the program is to pass";
  }
  return count() - before;
}

void lock_and_sleep(mutex& turn, int& number) {
  for (int i = 0; i < 3; ++i) {
    const mutex_guard mine = await(turn.lock());
    await(yield());
    await(sleep_for(1s));
    ++number;
  }
}

task<> lock_and_sleep_as_coroutine(mutex& turn, int& number) {
  for (int i = 0; i < 3; ++i) {
    const mutex_guard mine = co_await turn.lock();
    co_await yield();
    co_await sleep_for(1s);
    ++number;
  }
}

template <class Work>
void work_together(const Work& work) {
  mutex turn;
  int number = 0;
  std::array<std::optional<task_handle<void>>, 4> tasks;
  for (auto& t : tasks) t = spawn("works", work, std::ref(turn), std::ref(number));
  for (auto& t : tasks) await(t->join());
}

TEST(PassingRun, AllocatesNothingAsFibers) {
  EXPECT_EQ(allocations_of(make_program([] { work_together(lock_and_sleep); })), 0U);
}

TEST(PassingRun, AllocatesNothingAsCoroutines) {
  EXPECT_EQ(allocations_of(make_program([] { work_together(lock_and_sleep_as_coroutine); })), 0U);
}

TEST(PassingRun, IsWatchedForAllocations) {
  EXPECT_GE(allocations_of(make_program([] {
              std::vector<int> numbers(100);
              numbers.push_back(1);
              await(yield());
            })),
            runs_to_warm_up);
}

}  // namespace
}  // namespace cutpoint::allocations
