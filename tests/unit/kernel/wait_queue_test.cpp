#include <cutpoint/kernel/wait_queue.hpp>

#include "unit/kernel/splitmix.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <deque>
#include <vector>

namespace cutpoint {
namespace {

struct plain_node final : wait_node {
  plain_node() : wait_node(site{}) {}
};

TEST(WaitQueue, GivesNodesInTheOrderInWhichTheyCame) {
  wait_queue queue;
  plain_node a, b, c;
  queue.push_back(a);
  queue.push_back(b);
  queue.push_back(c);
  EXPECT_EQ(queue.pop_front(), &a);
  EXPECT_EQ(queue.pop_front(), &b);
  EXPECT_EQ(queue.pop_front(), &c);
  EXPECT_EQ(queue.pop_front(), nullptr);
}

TEST(WaitQueue, TakesANodeAtItsHead) {
  wait_queue queue;
  plain_node a, b;
  queue.push_back(a);
  queue.push_front(b);
  EXPECT_EQ(queue.front(), &b);
}

TEST(WaitQueue, IgnoresANodeOfAnotherQueue) {
  wait_queue queue;
  wait_queue other;
  plain_node a, b;
  queue.push_back(a);
  other.push_back(b);
  queue.erase(b);
  EXPECT_EQ(other.front(), &b);
  EXPECT_EQ(queue.front(), &a);
}

TEST(WaitQueue, TakesANodeAgainThatHasLeft) {
  wait_queue queue;
  plain_node a;
  queue.push_back(a);
  queue.erase(a);
  EXPECT_TRUE(queue.empty());
  queue.push_back(a);
  EXPECT_EQ(queue.pop_front(), &a);
}

TEST(WaitQueueDeathTest, ANodeStandsInOneQueueAtATime) {
  wait_queue queue;
  wait_queue other;
  plain_node a;
  queue.push_back(a);
  EXPECT_DEATH(other.push_back(a), "one queue at a time");
}

TEST(WaitQueue, AgreesWithAVector) {
  unit::splitmix random(3);
  wait_queue queue;
  std::deque<plain_node> nodes;
  std::vector<wait_node*> model;
  for (int i = 0; i < 3'000; ++i) {
    const std::uint32_t what = random.below(6);
    if (what < 2) {
      queue.push_back(nodes.emplace_back());
      model.push_back(&nodes.back());
    } else if (what == 2) {
      queue.push_front(nodes.emplace_back());
      model.insert(model.begin(), &nodes.back());
    } else if (what == 3) {
      wait_node* const expected = model.empty() ? nullptr : model.front();
      ASSERT_EQ(queue.pop_front(), expected);
      if (!model.empty()) model.erase(model.begin());
    } else if (!model.empty()) {
      const auto at = random.below(static_cast<std::uint32_t>(model.size()));
      queue.erase(*model[at]);
      model.erase(model.begin() + at);
    }
    ASSERT_EQ(queue.front(), model.empty() ? nullptr : model.front());
  }
  for (wait_node* const node : model) ASSERT_EQ(queue.pop_front(), node);
  EXPECT_TRUE(queue.empty());
}

}  // namespace
}  // namespace cutpoint
