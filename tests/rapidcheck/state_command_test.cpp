#include <cutpoint/rapidcheck/state_command.hpp>

#include "rapidcheck/leaky_semaphore.hpp"

#include <cutpoint/fiber.hpp>
#include <cutpoint/rapidcheck/state_check.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint::rapidcheck {
namespace {

using testing::HasSubstr;

/// A queue of numbers. Where it is buggy, `pop` looks, waits and takes: two of them may take the
/// same.
class number_queue {
 public:
  enum class pops { at_once, in_two_steps };
  explicit number_queue(pops how) : how_(how) {}
  void push(int number) {
    numbers_.push_back(number);
    not_empty_.set();
  }
  int pop() {
    while (numbers_.empty()) {
      not_empty_.reset();
      await(not_empty_.wait());
    }
    const int number = numbers_.front();
    if (how_ == pops::in_two_steps) await(yield("pop"));
    if (!numbers_.empty()) numbers_.pop_front();
    return number;
  }
  std::size_t size() const { return numbers_.size(); }

 private:
  pops how_;
  std::deque<int> numbers_;
  event not_empty_{"queue.not_empty"};
};

using numbers = std::vector<int>;

struct push : state_command<numbers, number_queue> {
  int number = *rc::gen::inRange(0, 100);
  void apply(numbers& s0) const override { s0.push_back(number); }
  void perform(number_queue& q) const override { q.push(number); }
  void show(std::ostream& to) const override { to << "push(" << number << ")"; }
};

struct pop : state_command<numbers, number_queue, int> {
  void checkPreconditions(const numbers& s0) const override { RC_PRE(!s0.empty()); }
  void apply(numbers& s0) const override { s0.erase(s0.begin()); }
  int perform(number_queue& q) const override { return q.pop(); }
  int expected(const numbers& s0) const override { return s0.front(); }
  void show(std::ostream& to) const override { to << "pop"; }
};

auto queue_machine(number_queue::pops how) {
  state_machine<numbers, number_queue> m([how] { return std::make_unique<number_queue>(how); });
  add_commands(m, rc::state::gen::execOneOfWithArgs<push, pop>()());
  m.law("no number is lost",
        [](const number_queue& q, const numbers& model) { return q.size() == model.size(); });
  return m;
}

state_options quietly_named(std::string name) {
  state_options wanted;
  wanted.property.search.name = std::move(name);
  wanted.property.search.out.clear();
  wanted.property.search.runs_in = isolation::in_process;
  return wanted;
}

TEST(StateCommand, OfRapidcheckIsJudgedByItsModel) {
  EXPECT_TRUE(search_machine(queue_machine(number_queue::pops::at_once),
                             quietly_named("StateCommand.Queue"))
                  .passed());
  const state_report r = search_machine(queue_machine(number_queue::pops::in_two_steps),
                                        quietly_named("StateCommand.TornQueue"));
  ASSERT_FALSE(r.passed());
  EXPECT_THAT(r.text, HasSubstr("pop"));
  EXPECT_THAT(r.text, HasSubstr("smallest input: no smaller one leads to this finding"));
  EXPECT_LE(size_of(r.smallest).commands, 4U) << r.text;
}

TEST(StateCommand, IsTakenByRapidcheckItselfToo) {
  // Outside a run nothing may wait, so that nothing is popped where nothing is.
  const auto passes = [](const std::vector<int>& pushed) {
    number_queue q(number_queue::pops::at_once);
    numbers model;
    for (const int number : pushed) {
      q.push(number);
      model.push_back(number);
      const pop command;
      command.run(model, q);
      command.apply(model);
    }
  };
  const auto result =
      rc::detail::checkTestable(passes, rc::detail::TestMetadata{"StateCommand/Itself", "itself"});
  EXPECT_TRUE(result.is<rc::detail::SuccessResult>());
}

// A command of somebody who knows nothing of Cutpoint.
struct plain_push : rc::state::Command<numbers, number_queue> {
  void apply(numbers& s0) const override { s0.push_back(1); }
  void run(const numbers&, number_queue& q) const override {
    const std::size_t before = q.size();
    q.push(1);
    RC_ASSERT(q.size() == before + 1);
  }
  void show(std::ostream& to) const override { to << "push"; }
};
struct false_push : plain_push {
  void run(const numbers&, number_queue& q) const override { RC_ASSERT(q.size() > 7U); }
};

template <class Command>
state_report search_plain(std::string name) {
  state_machine<numbers, number_queue> m(
      [] { return std::make_unique<number_queue>(number_queue::pops::at_once); });
  add_commands(m, rc::state::gen::execOneOfWithArgs<Command>()());
  m.law("no number is lost",
        [](const number_queue& q, const numbers& model) { return q.size() == model.size(); });
  state_options wanted = quietly_named(std::move(name));
  wanted.property.runs_per_input = 20;
  return search_machine(m, wanted);
}

TEST(StateCommand, MayBeAnyThatAssertsWhatHoldsInEveryState) {
  const state_report good = search_plain<plain_push>("StateCommand.Plain");
  EXPECT_TRUE(good.passed()) << good.text;
  const state_report bad = search_plain<false_push>("StateCommand.False");
  ASSERT_FALSE(bad.passed());
  EXPECT_EQ(size_of(bad.smallest), (script_size{.commands = 1, .tasks = 1}));
  EXPECT_THAT(bad.text, HasSubstr("q.size() > 7U"));
}

struct greedy_sum {
  int add(int number) { return sum += number > 9 ? 0 : number; }
  int sum = 0;
};

struct total {
  int sum = 0;
  friend bool operator==(const total&, const total&) = default;
};

TEST(StateCommand, GetsArgumentsThatRapidcheckGeneratesAndShrinks) {
  state_machine<total, greedy_sum> m([] { return std::make_unique<greedy_sum>(); });
  add_command(
      m, "add", rc::gen::inRange(1, 100), [](greedy_sum& s, int number) { return s.add(number); },
      [](total& t, int number) { return std::optional<int>(t.sum += number); });
  const state_report r = search_machine(m, quietly_named("StateCommand.Sum"));
  ASSERT_FALSE(r.passed());
  EXPECT_EQ(line_of(r.smallest), "add(10)");
}

}  // namespace
}  // namespace cutpoint::rapidcheck
