#include <cutpoint/kernel/kernel.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using unit::choosing;
using unit::one_run;

constexpr run_bounds no_stops = {.modes = {}};

auto three_tasks(std::string& order) {
  return [&order] {
    scope all;
    for (const char* const name : {"a", "b", "c"}) {
      all.spawn(name, [&order, name] {
        order += name;
        await(yield());
        order += name;
      });
    }
    await(all.join());
  };
}

TEST(Kernel, RunsTasksInFifoOrderWhereNothingDeviates) {
  std::string order;
  const one_run run(three_tasks(order));
  EXPECT_EQ(order, "abcabc");
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(Kernel, OffersTheReadyTasksLongestReadyFirst) {
  std::string order;
  const one_run run(three_tasks(order),
                    choosing([](const choice_point& p) -> std::uint32_t { return p.moves() - 1; }));
  EXPECT_EQ(order.front(), 'c');
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(Kernel, OffersNoOrderButFifoWhereTheProgramRunsOnOneEventLoop) {
  std::string order;
  std::uint32_t asked = 0;
  one_run(three_tasks(order), choosing([&asked](const choice_point& p) {
            ++asked;
            return p.moves() - 1;
          }),
          {.modes = {}, .order = task_order::fifo});
  EXPECT_EQ(order, "abcabc");
  EXPECT_EQ(asked, 0U);
}

TEST(Kernel, StillOffersStopsInFifoOrder) {
  std::string order;
  const one_run run(three_tasks(order), unit::stop_at("yield", stop_mode::edge),
                    {.modes = {stop_mode::edge}, .order = task_order::fifo});
  EXPECT_EQ(order, "abcbc");
}

TEST(Kernel, ListsStopsInTheOrderOfTasksAndModes) {
  std::vector<std::string> offered;
  one_run(
      [] {
        auto child = spawn("child", [] {});
        await(yield("here"));
        await(child.join());
      },
      choosing([&offered](const choice_point& p) -> std::uint32_t {
        for (std::uint32_t move = p.picks(); move < p.moves(); ++move) {
          const deviation d = p.describe(move);
          if (p.number() == choice_number{1})
            offered.push_back(d.address.task + " " + std::string(name_of(d.mode)) +
                              (d.address.reach == stop_reach::scope ? " scope" : ""));
        }
        return 0;
      }),
      {.modes = {stop_mode::request, stop_mode::edge}});
  EXPECT_THAT(offered, ElementsAre("main/child edge", "main/child request", "main edge",
                                   "main request", "main edge scope", "main request scope"));
}

TEST(Kernel, OffersNoMoreStopsThanTheBoundsAllow) {
  std::string order;
  const one_run run(three_tasks(order), choosing([](const choice_point& p) -> std::uint32_t {
                      const bool begun = p.number() > choice_number{2};
                      return p.stops().empty() || !begun ? 0 : p.picks();
                    }),
                    {.modes = {stop_mode::edge}, .stops = 2});
  EXPECT_EQ(run.run.stops().size(), 2U);
}

TEST(Kernel, EndsARunWhenItsStepsAreSpent) {
  const one_run run(
      [] {
        for (;;) await(yield());
      },
      choosing(), {.modes = {}, .steps = 25});
  EXPECT_EQ(run.end, run_end::steps_spent);
  EXPECT_EQ(run.run.steps(), 25U + 25U / 4 + 100U) << "with a fair share of further steps";
}

TEST(Kernel, LetsAStarvedTaskEndTheRunBehindItsSteps) {
  const auto body = [] {
    bool done = false;
    auto poller = spawn("poller", [&] {
      while (!done) await(yield("poll"));
    });
    await(yield("work"));
    done = true;
    await(poller.join());
  };
  const auto starve_main = [](const choice_point& p) -> std::uint32_t {
    for (std::uint32_t move = 1; move < p.picks(); ++move)
      if (p.describe(move).picked == "main/poller") return move;
    return 0;
  };
  const one_run run(body, choosing(starve_main), {.modes = {}, .steps = 40});
  EXPECT_EQ(run.end, run_end::completed);
  EXPECT_GT(run.run.steps(), 40U);
}

TEST(Kernel, CompletesARunThatNeedsExactlyItsSteps) {
  const auto body = [] { await(yield()); };
  const one_run run(body, choosing(), {.modes = {}, .steps = 2});
  EXPECT_EQ(run.end, run_end::completed);
  EXPECT_EQ(run.run.steps(), 2U);
}

TEST(Kernel, AsksTheDeciderOnlyWhereThereIsMoreThanOneMove) {
  std::uint32_t asked = 0;
  const one_run run(
      [] {
        await(yield());
        await(sleep_for(1s));
      },
      choosing([&asked](const choice_point&) -> std::uint32_t {
        ++asked;
        return 0;
      }));
  EXPECT_EQ(asked, 0U);
  EXPECT_GT(run.run.choices(), 0U);
}

// Is not asked before a given choice.
class asked_late final : public decider {
 public:
  explicit asked_late(choice_number first) : first_(first) {}
  std::uint32_t decide(const choice_point& p) override {
    asked.push_back(static_cast<std::uint64_t>(p.number()));
    return 0;
  }
  choice_number first_asked() const override { return first_; }
  std::vector<std::uint64_t> asked;

 private:
  choice_number first_;
};

TEST(Kernel, TakesTheBenignMovesBeforeTheFirstChoiceThatTheDeciderWants) {
  std::string order;
  asked_late early(choice_number{0});
  asked_late late(choice_number{4});
  const program p = make_program(three_tasks(order));
  kernel run;
  for (asked_late* const decides : {&early, &late}) {
    run.begin({.decides = *decides, .bounds = no_stops});
    p.start(run);
    run.loop();
    run.finish_run();
  }
  ASSERT_FALSE(early.asked.empty());
  EXPECT_LT(early.asked.front(), 4U);
  std::erase_if(early.asked, [](std::uint64_t number) { return number < 4; });
  EXPECT_EQ(late.asked, early.asked);
}

TEST(Kernel, EndsARunThatDeviatesMoreOftenThanItsLogHoldsChoices) {
  std::string order;
  const program p = make_program(three_tasks(order));
  choosing last([](const choice_point& point) { return point.moves() - 1; });
  std::size_t count = 0;
  std::array<taken_choice, 1> slots{};
  kernel run;
  run.begin({.decides = last, .bounds = no_stops, .log = {count, slots}});
  p.start(run);
  run.loop();
  EXPECT_EQ(run.end(), run_end::cut_short);
  EXPECT_EQ(run.taken().size(), 1U);
  run.finish_run();
}

TEST(Kernel, ForbidsAMoveThatIsNotOnTheList) {
  std::string order;
  EXPECT_DEATH(one_run(three_tasks(order),
                       choosing([](const choice_point& point) { return point.moves(); })),
               "a move that is not on the list");
}

TEST(Kernel, IsStuckWhereMainWaitsAndNothingCanRun) {
  EXPECT_EQ(one_run([] { await(park()); }).end, run_end::stuck);
}

TEST(Kernel, CompletesWhereMainHasEndedThoughAnotherTaskWaits) {
  const one_run run([] {
    spawn("left", [] { await(park()); }).detach();
    await(yield());
  });
  EXPECT_EQ(run.end, run_end::completed);
  EXPECT_TRUE(run.run.tasks()[1]->outlived);
}

TEST(Kernel, MovesTimeOnlyWhereNothingIsReady) {
  std::string order;
  one_run([&order] {
    auto sleeper = spawn("sleeper", [&order] {
      await(sleep_for(1ns));
      order += 's';
    });
    for (int i = 0; i < 3; ++i) {
      await(yield());
      order += 'm';
    }
    await(sleeper.join());
  });
  EXPECT_EQ(order, "mmms");
}

TEST(Kernel, LetsOthersGoFirstAtACheckpoint) {
  std::string order;
  const auto body = [&order] {
    mutex door("door");
    auto other = spawn("other", [&order] { order += 'o'; });
    const mutex_guard mine = await(door.lock());
    order += 'm';
    await(other.join());
  };
  one_run{body};
  EXPECT_EQ(order, "mo");
  order.clear();
  one_run(body, choosing([](const choice_point& p) { return p.moves() - 1; }));
  EXPECT_EQ(order, "om");
}

TEST(Kernel, MakesATaskWaitWhoseOperationWasTakenFromItAtACheckpoint) {
  std::string order;
  one_run(
      [&order] {
        mutex door("door");
        auto other = spawn("other", [&order, &door] {
          const mutex_guard its = await(door.lock());
          await(yield());
          order += 'o';
        });
        const mutex_guard mine = await(door.lock());
        order += 'm';
      },
      choosing([first = true](const choice_point& p) mutable -> std::uint32_t {
        return std::exchange(first, false) ? p.moves() - 1 : 0;
      }));
  EXPECT_EQ(order, "om");
}

TEST(Kernel, DescribesAReorderByTheTaskThatGaveUpControl) {
  std::string order;
  const one_run run(three_tasks(order), choosing([](const choice_point& p) -> std::uint32_t {
                      return p.number() == choice_number{1} ? 2 : 0;
                    }));
  ASSERT_EQ(run.run.deviations().size(), 1U);
  const deviation& d = run.run.deviations().front();
  EXPECT_EQ(d.address.kind, deviation_kind::pick);
  EXPECT_EQ(d.address.task, "main");
  EXPECT_EQ(d.address.operation, "scope.join");
  EXPECT_EQ(d.picked, "main/c");
  EXPECT_EQ(d.number, choice_number{1});
  EXPECT_EQ(d.move, 2U);
}

TEST(Kernel, DescribesEveryMoveOfAChoice) {
  std::size_t described = 0;
  one_run([] { await(sleep_for(1s)); },
          choosing([&described](const choice_point& p) -> std::uint32_t {
            for (std::uint32_t move = 0; move < p.moves(); ++move) {
              EXPECT_EQ(p.describe(move).move, move);
              ++described;
            }
            return 0;
          }),
          unit::one_stop(stop_mode::edge));
  EXPECT_GT(described, 2U);
}

TEST(Kernel, LogsTheSameEventsForTheSameChoices) {
  std::string order;
  const auto log_of_run = [&order] {
    return one_run(three_tasks(order),
                   choosing([](const choice_point& p) { return p.moves() - 1; }),
                   {.modes = {stop_mode::level}})
        .log;
  };
  const std::vector<std::string> log = log_of_run();
  EXPECT_FALSE(log.empty());
  EXPECT_EQ(log_of_run(), log);
}

TEST(Kernel, NumbersTheChoicesOfStopCallbacksAfreshInEachRun) {
  const program p = make_program([] {
    const stop_callback asks([] { choose(2, "in_callback"); });
    await(sleep_for(1s, "gate"));
  });
  std::vector<std::uint32_t> ordinals_seen;
  kernel run;
  for (int i = 0; i < 2; ++i) {
    choosing stops([](const choice_point& point) -> std::uint32_t {
      if (point.kind() == choice_kind::value) return 1;
      const std::uint32_t last = point.moves() - 1;
      return point.describe(last).address.operation == "gate" ? last : 0;
    });
    std::size_t count = 0;
    std::array<taken_choice, 8> slots{};
    run.begin({.decides = stops,
               .bounds = unit::one_stop(stop_mode::request),
               .log = {count, slots},
               .counting = ordinals::kept});
    p.start(run);
    run.loop();
    for (const deviation& d : run.deviations())
      if (d.address.kind == deviation_kind::value) ordinals_seen.push_back(d.address.ordinal);
    run.finish_run();
  }
  EXPECT_THAT(ordinals_seen, ElementsAre(1U, 1U));
}

TEST(Kernel, TellsThatARunIsDisturbedOnceAStopWasInjected) {
  bool before = false;
  bool after = true;
  one_run(
      [&] {
        before = this_run::undisturbed();
        auto child = spawn("child", [] { await(park("gate")); });
        await(sleep_for(1s));
        wake(child.ref());
        await(child.join());
        after = this_run::undisturbed();
      },
      unit::stop_at("gate", stop_mode::edge), unit::one_stop(stop_mode::edge));
  EXPECT_TRUE(before);
  EXPECT_FALSE(after);
}

TEST(KernelDeathTest, ARunInsideARunIsMisuse) {
  EXPECT_DEATH(one_run([] { one_run([] {}); }), "a run inside a run");
}

TEST(KernelDeathTest, ATaskThatDropsItselfIsMisuse) {
  EXPECT_DEATH(one_run([] {
                 task_control& self = this_task::self().get();
                 self.home->stop(self, stop_mode::drop);
               }),
               "a task cannot drop itself");
}

TEST(KernelDeathTest, AProgramsCallOutsideARunIsMisuse) {
  EXPECT_DEATH(this_task::acknowledge_stop(), "only inside a run");
}

}  // namespace
}  // namespace cutpoint
