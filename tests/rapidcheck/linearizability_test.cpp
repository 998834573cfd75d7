#include <cutpoint/rapidcheck/linearizability.hpp>

#include "rapidcheck/random_history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace cutpoint::rapidcheck {
namespace {

using testing::ElementsAre;
using unit::queue_history;
using unit::queue_model;

// How each test builds its history: calls in the order of their moments.
class history_of {
 public:
  history_of& push(std::uint32_t task, std::uint32_t from, std::uint32_t to, int value,
                   operation_end end = operation_end::returned) {
    return add({task, from, to, end}, {.pushes = true, .argument = value});
  }
  history_of& pop(std::uint32_t task, std::uint32_t from, std::uint32_t to, int value,
                  operation_end end = operation_end::returned) {
    return add({task, from, to, end}, {.pushes = false, .result = value});
  }
  linearization judge(waiting_rule rule = waiting_rule::none_may_go_on) const {
    return judge_with_end([](const queue_model&) { return true; }, rule);
  }
  template <class AtEnd>
  linearization judge_with_end(AtEnd at_end,
                               waiting_rule rule = waiting_rule::none_may_go_on) const {
    return linearize(
        made_.operations, queue_model{},
        [this](queue_model& q, std::uint32_t number) { return made_.apply(q, number); }, at_end,
        rule);
  }

 private:
  history_of& add(const operation& o, const unit::queue_call& c) {
    made_.operations.push_back(o);
    made_.calls.push_back(c);
    return *this;
  }
  queue_history made_;
};

TEST(Linearizability, FindsTheOrderThatExplainsOverlappingCalls) {
  const auto judged = history_of().push(0, 0, 5, 1).push(1, 1, 4, 2).pop(2, 2, 3, 2).judge();
  EXPECT_TRUE(judged.found);
  EXPECT_THAT(judged.order, testing::AnyOf(ElementsAre(1, 0, 2), ElementsAre(1, 2, 0)));
}

TEST(Linearizability, KeepsTheOrderOfCallsThatDoNotOverlap) {
  EXPECT_FALSE(history_of().push(0, 0, 1, 1).push(1, 2, 3, 2).pop(2, 4, 5, 2).judge().found);
  EXPECT_TRUE(history_of().push(0, 0, 2, 1).push(1, 1, 3, 2).pop(2, 4, 5, 2).judge().found);
}

TEST(Linearizability, TellsTheLongestBeginningWhereNoOrderExplainsAll) {
  const auto judged = history_of().push(0, 0, 1, 1).pop(1, 2, 3, 1).pop(0, 4, 5, 1).judge();
  EXPECT_FALSE(judged.found);
  EXPECT_THAT(judged.order, ElementsAre(0, 1));
}

TEST(Linearizability, TakesAStoppedCallForDoneOrForNotDone) {
  const auto stopped = operation_end::stopped;
  EXPECT_TRUE(history_of().push(0, 0, 1, 1, stopped).pop(1, 2, 3, 1).judge().found);
  EXPECT_TRUE(
      history_of().push(0, 0, 1, 1, stopped).push(1, 2, 3, 2).pop(1, 4, 5, 2).judge().found);
}

TEST(Linearizability, LetsAStoppedCallTakeNoEffectAfterItsEnd) {
  const auto judged = history_of()
                          .push(0, 0, 1, 1, operation_end::stopped)
                          .push(1, 2, 3, 2)
                          .pop(1, 4, 5, 2)
                          .pop(1, 6, 7, 1)
                          .judge();
  EXPECT_FALSE(judged.found);
}

TEST(Linearizability, HoldsACallToItsPromiseNotToHaveTakenEffect) {
  const auto undone = operation_end::undone;
  EXPECT_FALSE(history_of().push(0, 0, 1, 1, undone).pop(1, 2, 3, 1).judge().found);
  EXPECT_TRUE(history_of().push(0, 0, 1, 1, undone).push(1, 2, 3, 2).pop(1, 4, 5, 2).judge().found);
}

TEST(Linearizability, LetsAPendingCallTakeEffectAtAnyLaterTime) {
  const auto pending = operation_end::pending;
  EXPECT_TRUE(history_of()
                  .push(0, 0, 0, 1, pending)
                  .push(1, 2, 3, 2)
                  .pop(1, 4, 5, 2)
                  .pop(1, 6, 7, 1)
                  .judge()
                  .found);
}

TEST(Linearizability, LetsNobodyWaitWhomTheModelLetsGoOn) {
  const auto waiting = operation_end::waiting;
  EXPECT_TRUE(history_of().pop(0, 0, 0, 0, waiting).judge().found);
  EXPECT_FALSE(history_of().pop(0, 0, 0, 0, waiting).push(1, 1, 2, 1).judge().found);
  // Unless a call that was stopped took away what it waits for.
  EXPECT_TRUE(history_of()
                  .pop(0, 0, 0, 0, waiting)
                  .push(1, 1, 2, 1)
                  .pop(2, 3, 4, 0, operation_end::stopped)
                  .judge()
                  .found);
}

TEST(Linearizability, LetsOneThatWaitsHoldUpOthersWhereTheyStandInLine) {
  const auto waiting = operation_end::waiting;
  const auto rule = waiting_rule::one_may_not_go_on;
  const auto pop_then_push = history_of().pop(0, 0, 0, 0, waiting).push(1, 1, 0, 1, waiting);
  EXPECT_FALSE(pop_then_push.judge().found);
  EXPECT_TRUE(pop_then_push.judge(rule).found);
  EXPECT_FALSE(history_of().push(1, 0, 0, 1, waiting).judge(rule).found);
  EXPECT_TRUE(history_of().push(1, 0, 0, 1, waiting).judge(waiting_rule::not_asked).found);
}

TEST(Linearizability, ChoosesAmongOrdersByWhatHoldsAtTheEnd) {
  const auto two_pushes = history_of().push(0, 0, 3, 1).push(1, 1, 2, 2);
  for (const int last : {1, 2})
    EXPECT_TRUE(
        two_pushes.judge_with_end([&](const queue_model& q) { return q.back() == last; }).found);
  EXPECT_FALSE(two_pushes.judge_with_end([](const queue_model& q) { return q.size() == 1; }).found);
}

// Decides by making each order of each choice of stopped and pending calls.
class brute_force {
 public:
  explicit brute_force(const queue_history& h) : history_(&h) {}

  bool explains() const {
    const auto& all = history_->operations;
    for (std::uint32_t with_effect = 0; with_effect < 1U << all.size(); ++with_effect) {
      std::vector<std::uint32_t> order;
      bool possible = true;
      for (std::uint32_t i = 0; i < all.size(); ++i) {
        const bool chosen = (with_effect >> i & 1) != 0;
        if (chosen) order.push_back(i);
        possible = possible && may_be(all[i].end, chosen);
      }
      if (!possible) continue;
      do {
        if (in_time(order) && explains(order)) return true;
      } while (std::ranges::next_permutation(order).found);
    }
    return false;
  }

 private:
  static bool may_be(operation_end end, bool with_effect) {
    if (end == operation_end::returned) return with_effect;
    return !with_effect || end == operation_end::stopped || end == operation_end::pending;
  }
  bool in_time(const std::vector<std::uint32_t>& order) const {
    for (std::size_t i = 0; i < order.size(); ++i)
      for (std::size_t j = i + 1; j < order.size(); ++j) {
        const operation& later = history_->operations[order[j]];
        if (later.end != operation_end::pending &&
            later.ended < history_->operations[order[i]].invoked)
          return false;
      }
    return true;
  }
  bool explains(const std::vector<std::uint32_t>& order) const {
    queue_model queue;
    for (const std::uint32_t i : order)
      if (!history_->apply(queue, i)) return false;
    for (std::uint32_t i = 0; i < history_->operations.size(); ++i) {
      queue_model copy = queue;
      if (history_->operations[i].end == operation_end::waiting && history_->apply(copy, i))
        return false;
    }
    return true;
  }

  const queue_history* history_;
};

TEST(Linearizability, AgreesWithBruteForceOnRandomHistories) {
#ifdef NDEBUG
  constexpr std::uint32_t histories = 100'000;
#else
  constexpr std::uint32_t histories = 2'000;
#endif
  unit::splitmix numbers(10);
  std::uint32_t explained = 0;
  for (std::uint32_t i = 0; i < histories; ++i) {
    const queue_history h = draw_history(
        numbers, {.tasks = 2 + numbers.below(2), .operations = 3 + numbers.below(4), .wrong = 2});
    const bool judged = linearize(
                            h.operations, queue_model{},
                            [&](queue_model& q, std::uint32_t n) { return h.apply(q, n); },
                            [](const queue_model&) { return true; })
                            .found;
    ASSERT_EQ(judged, brute_force(h).explains()) << "history " << i;
    explained += judged ? 1 : 0;
  }
  // Neither answer is rare.
  EXPECT_GT(explained, histories / 5);
  EXPECT_LT(explained, histories * 4 / 5);
}

}  // namespace
}  // namespace cutpoint::rapidcheck
