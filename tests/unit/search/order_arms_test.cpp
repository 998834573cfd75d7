#include <cutpoint/search/priority_order.hpp>
#include <cutpoint/search/random_search.hpp>
#include <cutpoint/search/surw_order.hpp>
#include <cutpoint/search/urw_order.hpp>
#include <cutpoint/search/walk_order.hpp>

#include "unit/search/searching.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint {
namespace {

constexpr run_bounds tasks_alone = {.modes = {}, .stops = 0, .faults = 0};

// Makes runs of one program under one order arm.
class ordering {
 public:
  ordering(const program& made, std::shared_ptr<order_arm> arm, std::uint64_t runs)
      : made_(made),
        base_(profile_of(made, tasks_alone)),
        search_(seed{5}, runs, base_, {.orders = {std::move(arm)}, .injections = {}}) {}

  // Returns: false where all runs were made.
  bool run(const std::function<void(const choice_point&, std::uint32_t)>& look = {}) {
    if (!search_.begin_run(job_)) {
      ++job_;
      if (!search_.begin_run(job_)) return false;
    }
    watching watched(search_, look);
    kernel_.begin({.decides = watched, .bounds = tasks_alone, .log = choice_log(taken_, slots_)});
    made_.start(kernel_);
    kernel_.loop();
    search_.end_run(kernel_, {});
    kernel_.finish_run();
    return true;
  }

 private:
  struct watching final : decider {
    watching(decider& inner_, const std::function<void(const choice_point&, std::uint32_t)>& look_)
        : inner(inner_), look(look_) {}
    std::uint32_t decide(const choice_point& point) override {
      const std::uint32_t move = inner.decide(point);
      if (look) look(point, move);
      return move;
    }
    decider& inner;
    const std::function<void(const choice_point&, std::uint32_t)>& look;
  };

  const program& made_;
  profile base_;
  random_search search_;
  std::uint64_t job_ = 0;
  std::size_t taken_ = 0;
  std::vector<taken_choice> slots_ = std::vector<taken_choice>(10'000);
  kernel kernel_;
};

program workers_of_two_kinds() {
  return make_program([] {
    scope tasks;
    for (int i = 0; i < 4; ++i) {
      tasks.spawn("one", [] {
        await(yield("first"));
        await(yield("second"));
      });
      tasks.spawn("other", [] { await(yield("third")); });
    }
    await(tasks.join());
  });
}

std::string site_name(const task_control& t) {
  return std::string(t.name.text()) + " " +
         std::string(t.node != nullptr ? t.node->where().operation.text() : "");
}

// In each run: which of two was preferred while both could go on. Returns: in how many runs the
// preference was turned round.
template <class Name>
int runs_with_contradictions(std::shared_ptr<order_arm> arm, const Name& name) {
  const program made = workers_of_two_kinds();
  ordering runs(made, std::move(arm), 60);
  int contradictions = 0;
  std::set<std::pair<std::string, std::string>> preferred;
  bool contradicts = false;
  while (runs.run([&](const choice_point& point, std::uint32_t move) {
    for (std::uint32_t other = 0; other < point.tasks(); ++other) {
      const std::string a = name(point.task(move));
      const std::string b = name(point.task(other));
      if (a == b) continue;
      preferred.insert({a, b});
      contradicts = contradicts || preferred.contains({b, a});
    }
  })) {
    contradictions += contradicts ? 1 : 0;
    contradicts = false;
    preferred.clear();
  }
  return contradictions;
}

TEST(PriorityOrder, PrefersOneTaskToAnotherThroughoutARun) {
  const auto id = [](const task_control& t) { return std::to_string(static_cast<int>(t.id)); };
  EXPECT_EQ(runs_with_contradictions(std::make_shared<priority_order>(priority_of::task), id), 0);
  EXPECT_GT(runs_with_contradictions(std::make_shared<priority_order>(priority_of::event), id), 30);
}

TEST(PriorityOrder, PrefersOneSiteToAnotherThroughoutARun) {
  EXPECT_EQ(
      runs_with_contradictions(std::make_shared<priority_order>(priority_of::site), site_name), 0);
}

TEST(PriorityOrder, ChangesItsMindNoMoreOftenThanAllowed) {
  const int changed =
      runs_with_contradictions(std::make_shared<priority_order>(priority_of::site, 1), site_name);
  EXPECT_GT(changed, 5);
  EXPECT_LT(changed, 40) << "half of the runs have no change";
}

TEST(PriorityOrder, HoldsAHundredTasksBackAsEasilyAsTwo) {
  bool all_first = false;
  const program made = make_program([&] {
    int first = 0;
    bool second = false;
    scope tasks;
    for (int i = 0; i < 100; ++i)
      tasks.spawn("setter", [&] {
        await(yield("first"));
        ++first;
        await(yield("second"));
        all_first = all_first || (first == 100 && !second);
        second = true;
      });
    await(tasks.join());
  });
  ordering runs(made, std::make_shared<priority_order>(priority_of::site), 30);
  all_first = false;
  while (runs.run()) {
  }
  EXPECT_TRUE(all_first);
}

TEST(PriorityOrderDeath, MoreChangesThanItKeepsAreMisuse) {
  EXPECT_DEATH(priority_order(priority_of::task, 9), "at most 8 times");
}

// How often each order of the steps of a short and a long task comes up.
std::map<std::string, int> interleavings(std::shared_ptr<order_arm> arm, std::uint64_t runs_made) {
  std::string order;
  std::map<std::string, int> seen;
  const program made = make_program([&] {
    order.clear();
    scope tasks;
    const auto step = [&](char who, int times) {
      for (int i = 0; i < times; ++i) {
        order += who;
        await(yield("step"));
      }
    };
    tasks.spawn("short", step, 's', 1);
    tasks.spawn("long", step, 'l', 4);
    await(tasks.join());
  });
  ordering runs(made, std::move(arm), runs_made);
  while (runs.run()) ++seen[order];
  return seen;
}

TEST(UrwOrder, MakesEveryInterleavingAboutAsLikely) {
  const auto seen = interleavings(std::make_shared<urw_order>(), 2'000);
  ASSERT_EQ(seen.size(), 5U);
  for (const auto& [order, times] : seen) {
    EXPECT_GT(times, 250) << order;
    EXPECT_LT(times, 600) << order;
  }
  const auto walked = interleavings(std::make_shared<walk_order>(), 2'000);
  EXPECT_GT(walked.at("sllll"), 800) << "which a random walk does not";
}

TEST(SurwOrder, MakesEveryOrderOfAccessesAboutAsLikelyHoweverFarTheyAre) {
  std::string order;
  const program made = make_program([&] {
    order.clear();
    shared<int> x("x");
    scope tasks;
    const auto access = [&](char who, int before) {
      for (int i = 0; i < before; ++i) await(yield("far"));
      await(x.store(1));
      order += who;
    };
    tasks.spawn("near", access, 'n', 0);
    tasks.spawn("distant", access, 'd', 12);
    await(tasks.join());
  });
  const auto count = [&](std::shared_ptr<order_arm> arm) {
    ordering runs(made, std::move(arm), 1'000);
    int distant_first = 0;
    while (runs.run()) distant_first += order == "dn" ? 1 : 0;
    return distant_first;
  };
  const int distant_first = count(std::make_shared<surw_order>());
  EXPECT_GT(distant_first, 400);
  EXPECT_LT(distant_first, 600);
  EXPECT_LT(count(std::make_shared<walk_order>()), 10);
}

}  // namespace
}  // namespace cutpoint
