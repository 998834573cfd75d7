#include <cutpoint/kernel/ready_queue.hpp>

#include "unit/kernel/splitmix.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace cutpoint {
namespace {

std::vector<task_id> contents(const ready_queue& queue) {
  std::vector<task_id> all;
  for (std::uint32_t i = 0; i < queue.size(); ++i) all.push_back(queue[i]);
  return all;
}

TEST(ReadyQueue, IsEmptyAtFirst) {
  const ready_queue queue;
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(queue.size(), 0U);
}

TEST(ReadyQueue, KeepsTheLongestReadyAtTheFront) {
  ready_queue queue;
  queue.push_back(task_id{7});
  queue.push_back(task_id{0});
  EXPECT_EQ(queue.take(0), task_id{7});
  EXPECT_EQ(queue.take(0), task_id{0});
}

TEST(ReadyQueue, PutsATaskAheadOfAllOthers) {
  ready_queue queue;
  queue.push_back(task_id{0});
  queue.push_front(task_id{3});
  EXPECT_EQ(contents(queue), (std::vector{task_id{3}, task_id{0}}));
}

TEST(ReadyQueue, KeepsItsOrderWhenAnIdNoLongerFitsIntoAWord) {
  ready_queue queue;
  std::vector<task_id> expected;
  for (std::uint32_t id = 0; id < 16; ++id) {
    queue.push_back(task_id{id});
    expected.push_back(task_id{id});
  }
  queue.push_front(task_id{16});
  expected.insert(expected.begin(), task_id{16});
  EXPECT_EQ(contents(queue), expected);
}

TEST(ReadyQueue, TakesMoreToTheFrontThanItHasRoomFor) {
  ready_queue queue;
  std::vector<task_id> expected;
  for (std::uint32_t id = 0; id < 2'000; ++id) {
    queue.push_front(task_id{id});
    expected.insert(expected.begin(), task_id{id});
  }
  EXPECT_EQ(contents(queue), expected);
}

TEST(ReadyQueue, ErasesATaskThatIsThereAndIgnoresOneThatIsNot) {
  for (const task_id other : {task_id{2}, task_id{20}}) {
    ready_queue queue;
    queue.push_back(other);
    queue.erase(task_id{1});
    EXPECT_EQ(queue.size(), 1U);
    queue.erase(other);
    EXPECT_TRUE(queue.empty());
  }
}

TEST(ReadyQueue, IsEmptyOnceCleared) {
  ready_queue queue;
  for (const std::uint32_t count : {10U, 400U, 10U}) {
    for (std::uint32_t id = 0; id < count; ++id) queue.push_back(task_id{id});
    queue.clear();
    EXPECT_TRUE(queue.empty());
    EXPECT_EQ(contents(queue), std::vector<task_id>{});
  }
}

// `weight` of 8 operations put a task in: more than 4, and the queue grows.
void agrees_with_a_vector(std::uint64_t start, std::uint32_t weight, std::uint32_t ids) {
  unit::splitmix random(start);
  ready_queue queue;
  std::vector<task_id> model;
  std::vector<task_id> absent;
  for (std::uint32_t id = ids; id-- > 0;) absent.push_back(task_id{id});
  for (int i = 0; i < 4'000; ++i) {
    if ((random.below(8) < weight && !absent.empty()) || model.empty()) {
      const auto at = random.below(static_cast<std::uint32_t>(absent.size()));
      const task_id t = std::exchange(absent[at], absent.back());
      absent.pop_back();
      const bool ahead = random.below(3) == 0;
      if (ahead)
        queue.push_front(t);
      else
        queue.push_back(t);
      model.insert(ahead ? model.begin() : model.end(), t);
    } else {
      const auto at = random.below(static_cast<std::uint32_t>(model.size()));
      absent.push_back(model[at]);
      if (random.below(4) == 0)
        queue.erase(model[at]);
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

TEST(ReadyQueue, AgreesWithAVectorWhereAllFitsIntoAWord) {
  for (std::uint64_t start = 1; start <= 8; ++start) agrees_with_a_vector(start, 4, 16);
}

TEST(ReadyQueue, AgreesWithAVectorWhileItStaysShort) {
  for (std::uint64_t start = 1; start <= 8; ++start) agrees_with_a_vector(start, 4, 100);
}

TEST(ReadyQueue, AgreesWithAVectorWhileItGrows) {
  for (std::uint64_t start = 1; start <= 4; ++start) agrees_with_a_vector(start, 6, 4'000);
}

TEST(ReadyQueue, AgreesWithAVectorWhileItShrinks) {
  unit::splitmix random(1);
  ready_queue queue;
  std::vector<task_id> model;
  for (std::uint32_t id = 0; id < 3'000; ++id) {
    queue.push_back(task_id{id});
    model.push_back(task_id{id});
  }
  while (!model.empty()) {
    const auto at = random.below(static_cast<std::uint32_t>(model.size()));
    ASSERT_EQ(queue.take(at), model[at]);
    model.erase(model.begin() + at);
  }
  EXPECT_TRUE(queue.empty());
}

}  // namespace
}  // namespace cutpoint
