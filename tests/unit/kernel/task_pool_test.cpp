#include <cutpoint/kernel/task_pool.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace cutpoint::unit {
namespace {

struct pooled_thing {
  int left = 0;
};

TEST(TaskPool, GivesNewTasksInTheSameOrderInEachRun) {
  task_pool<pooled_thing> pool;
  std::vector<pooled_thing*> first;
  for (int i = 0; i < 3; ++i) {
    first.push_back(&pool.take());
    first.back()->left = i + 1;
  }
  pool.end_run([](pooled_thing&) {});
  for (pooled_thing* const before : first) {
    pooled_thing& now = pool.take();
    EXPECT_EQ(&now, before);
    EXPECT_EQ(now.left, 0);
  }
}

TEST(TaskPool, SettlesTheTasksOfARunThatOwesSomething) {
  task_pool<pooled_thing> pool;
  std::vector<pooled_thing*> settled;
  const auto settle = [&](pooled_thing& t) { settled.push_back(&t); };
  pooled_thing& kept = pool.take();
  pool.owe();
  pool.end_run(settle);
  EXPECT_EQ(settled, std::vector{&kept});
  pool.take();
  pool.end_run(settle);
  EXPECT_EQ(settled.size(), 1U);
}

}  // namespace
}  // namespace cutpoint::unit
