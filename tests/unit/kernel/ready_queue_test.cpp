#include <cutpoint/kernel/ready_queue.hpp>

#include <cutpoint/kernel/task.hpp>

#include "unit/kernel/splitmix.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace cutpoint {
namespace {

std::vector<task_control*> contents(const ready_queue& queue) {
  std::vector<task_control*> all;
  for (std::uint32_t i = 0; i < queue.size(); ++i) all.push_back(queue[i]);
  return all;
}

struct ReadyQueue : testing::Test {
  std::vector<std::unique_ptr<task_control>> tasks;
  ready_queue queue;
  task_control& make() { return *tasks.emplace_back(std::make_unique<task_control>()); }
};

TEST_F(ReadyQueue, IsEmptyAtFirst) {
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(queue.size(), 0U);
}

TEST_F(ReadyQueue, KeepsTheLongestReadyAtTheFront) {
  task_control& a = make();
  task_control& b = make();
  queue.push_back(a);
  queue.push_back(b);
  EXPECT_EQ(queue.take(0), &a);
  EXPECT_EQ(queue.take(0), &b);
}

TEST_F(ReadyQueue, PutsATaskAheadOfAllOthers) {
  task_control& a = make();
  task_control& b = make();
  queue.push_back(a);
  queue.push_front(b);
  EXPECT_EQ(contents(queue), (std::vector<task_control*>{&b, &a}));
}

TEST_F(ReadyQueue, TakesMoreToTheFrontThanItHasRoomFor) {
  std::vector<task_control*> expected;
  for (int i = 0; i < 100; ++i) {
    queue.push_front(make());
    expected.insert(expected.begin(), tasks.back().get());
  }
  EXPECT_EQ(contents(queue), expected);
}

TEST_F(ReadyQueue, ErasesATaskThatIsThereAndIgnoresOneThatIsNot) {
  task_control& a = make();
  task_control& b = make();
  queue.push_back(a);
  queue.erase(b);
  EXPECT_EQ(queue.size(), 1U);
  queue.erase(a);
  EXPECT_TRUE(queue.empty());
}

TEST_F(ReadyQueue, IsEmptyOnceCleared) {
  for (int i = 0; i < 40; ++i) queue.push_back(make());
  queue.clear();
  EXPECT_TRUE(queue.empty());
}

// `weight` of 8 operations put a task in: more than 4, and the queue grows.
void agrees_with_a_vector(std::uint64_t start, std::uint32_t weight) {
  unit::splitmix random(start);
  ready_queue queue;
  std::vector<std::unique_ptr<task_control>> tasks;
  std::vector<task_control*> model;
  for (int i = 0; i < 4'000; ++i) {
    if (random.below(8) < weight || model.empty()) {
      task_control& t = *tasks.emplace_back(std::make_unique<task_control>());
      const bool ahead = random.below(3) == 0;
      if (ahead)
        queue.push_front(t);
      else
        queue.push_back(t);
      model.insert(ahead ? model.begin() : model.end(), &t);
    } else {
      const auto at = random.below(static_cast<std::uint32_t>(model.size()));
      if (random.below(4) == 0)
        queue.erase(*model[at]);
      else
        ASSERT_EQ(queue.take(at), model[at]);
      model.erase(model.begin() + at);
    }
    ASSERT_EQ(queue.size(), model.size());
    if (i % 16 == 0) {
      ASSERT_EQ(contents(queue), model);
    }
  }
  ASSERT_EQ(contents(queue), model);
}

TEST_F(ReadyQueue, AgreesWithAVectorWhileItStaysShort) {
  for (std::uint64_t start = 1; start <= 8; ++start) agrees_with_a_vector(start, 4);
}

TEST_F(ReadyQueue, AgreesWithAVectorWhileItGrows) {
  for (std::uint64_t start = 1; start <= 4; ++start) agrees_with_a_vector(start, 6);
}

}  // namespace
}  // namespace cutpoint
