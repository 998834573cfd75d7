#include <cutpoint/kernel/task.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cutpoint {
namespace {

using testing::ElementsAre;

TEST(OrdinalCounter, CountsEachLabelFromOne) {
  ordinal_counter counter;
  EXPECT_EQ(counter.next("lock"), 1U);
  EXPECT_EQ(counter.next("send"), 1U);
  EXPECT_EQ(counter.next("lock"), 2U);
}

TEST(OrdinalCounter, TellsTheLastNumberOfALabel) {
  ordinal_counter counter;
  EXPECT_EQ(counter.last("lock"), 0U);
  counter.next("lock");
  counter.next("lock");
  EXPECT_EQ(counter.last("lock"), 2U);
}

TEST(OrdinalCounter, CountsEqualTextsAsOneLabel) {
  ordinal_counter counter;
  counter.next("pool.lock");
  EXPECT_EQ(counter.next(label(std::string("pool.") + "lock")), 2U);
}

TEST(OrdinalCounter, StartsAfreshOnceCleared) {
  ordinal_counter counter;
  counter.next("lock");
  counter.clear();
  EXPECT_EQ(counter.next("lock"), 1U);
}

TEST(PathOf, NamesTasksFromTheRootDownWithAnOrdinalFromTheSecondSiblingOn) {
  const unit::one_run run([] {
    auto first = spawn("notify", [] {
      auto db = spawn("db", [] {});
      await(db.join());
    });
    auto other = spawn("audit", [] {});
    auto second = spawn("notify", [] {
      auto db = spawn("db", [] {});
      auto db_again = spawn("db", [] {});
      await(db.join());
      await(db_again.join());
    });
    await(first.join());
    await(other.join());
    await(second.join());
  });
  std::vector<std::string> paths;
  for (const task_control* const t : run.run.tasks()) paths.push_back(path_of(*t));
  EXPECT_THAT(paths, ElementsAre("main", "main/notify", "main/audit", "main/notify#2",
                                 "main/notify/db", "main/notify#2/db", "main/notify#2/db#2"));
}

TEST(TaskId, IsGivenInSpawnOrder) {
  const unit::one_run run([] {
    auto a = spawn("a", [] {});
    auto b = spawn("b", [] {});
    await(b.join());
    await(a.join());
  });
  for (std::size_t i = 0; i < run.run.tasks().size(); ++i)
    EXPECT_EQ(run.run.tasks()[i]->id, static_cast<task_id>(i));
}

}  // namespace
}  // namespace cutpoint
