// A task that runs on goes on before all others until it has to wait.

#include "unit/check/checking.hpp"
#include "unit/one_run.hpp"
#include "unit/search/searching.hpp"

#include <cutpoint/search/replay.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint::unit {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

// Two tasks that yield and, in between, wait a second; `steps` tells who took which.
struct pair_of_tasks {
  std::vector<std::string>& steps;

  void operator()() const {
    const auto work = [this](const std::string& name) {
      for (int i = 1; i <= 4; ++i) {
        steps.push_back(name + std::to_string(i));
        if (i == 3)
          await(sleep_for(1s, "nap"));
        else
          await(yield("turn"));
      }
    };
    auto a = spawn("a", [work] { work("a"); });
    auto b = spawn("b", [work] { work("b"); });
    await(a.join());
    await(b.join());
  }
};

bool ran_last(const choice_point& point, std::string_view task) {
  return point.may_run_on() && point.describe(point.tasks()).address.task == task;
}

// Lets main/a run on as soon as it may, and then decides by `then` with the choices counted on.
template <class Then>
choosing a_runs_on(Then then) {
  return choosing([then, begun = false, since = 0](const choice_point& point) mutable {
    if (begun) return static_cast<std::uint32_t>(then(point, since++));
    begun = ran_last(point, "main/a");
    return begun ? point.tasks() : 0U;
  });
}

constexpr auto benign = [](const choice_point&, int) { return 0U; };

TEST(RunOn, TasksTakeTurnsWithoutIt) {
  std::vector<std::string> steps;
  one_run(pair_of_tasks{steps});
  EXPECT_THAT(steps, ElementsAre("a1", "b1", "a2", "b2", "a3", "b3", "a4", "b4"));
}

TEST(RunOn, LetsATaskGoOnUntilItHasToWait) {
  std::vector<std::string> steps;
  one_run(pair_of_tasks{steps}, a_runs_on(benign));
  EXPECT_THAT(steps, ElementsAre("a1", "a2", "a3", "b1", "b2", "b3", "a4", "b4"));
}

TEST(RunOn, IsOfferedToTheTaskThatHasJustGivenUpControlWhereAnotherIsBeforeIt) {
  std::vector<std::string> steps;
  std::vector<std::string> offered;
  one_run(pair_of_tasks{steps}, choosing([&](const choice_point& point) {
            if (point.may_run_on()) offered.push_back(point.describe(point.tasks()).address.task);
            return 0U;
          }));
  // main/b ran last before time passed.
  EXPECT_THAT(offered,
              ElementsAre("main/a", "main/b", "main/a", "main/b", "main/b", "main/a", "main/b"));
}

// Asks about all choices from one on, and notes who may run on.
class asking_late final : public decider {
 public:
  asking_late(choice_number from, std::vector<std::string>& offered)
      : from_(from), offered_(offered) {}
  choice_number first_asked() const override { return from_; }
  std::uint32_t decide(const choice_point& point) override {
    const std::uint32_t last = point.tasks();
    offered_.push_back(std::to_string(static_cast<std::uint64_t>(point.number())) + " " +
                       (point.may_run_on() ? point.describe(last).address.task : "nobody"));
    return 0;
  }

 private:
  choice_number from_;
  std::vector<std::string>& offered_;
};

task<void> turn_three_times(event& rang) {
  for (int i = 0; i < 3; ++i) co_await yield("turn");
  co_await rang.wait();
}

task<void> ring_in_the_end() {
  event rang("bell");
  auto a = spawn("a", turn_three_times, std::ref(rang));
  auto b = spawn("b", turn_three_times, std::ref(rang));
  for (int i = 0; i < 5; ++i) co_await yield("turn");
  rang.set();
  co_await a.join();
  co_await b.join();
}

std::vector<std::string> offered_from(std::uint64_t first) {
  std::vector<std::string> offered;
  asking_late asks(choice_number{first}, offered);
  kernel run;
  run.begin({.decides = asks, .bounds = {.modes = {}}, .counting = ordinals::kept});
  make_program([] { return ring_in_the_end(); }).start(run);
  run.loop();
  run.finish_run();
  return offered;
}

TEST(RunOn, IsOfferedAlikeWhereEarlierChoicesAreNotAskedAbout) {
  const std::vector<std::string> all = offered_from(0);
  ASSERT_THAT(all, SizeIs(::testing::Gt(5U)));
  for (std::size_t i = 0; i < all.size(); ++i)
    EXPECT_EQ(offered_from(std::stoull(all[i])),
              std::vector(all.begin() + static_cast<std::ptrdiff_t>(i), all.end()));
}

TEST(RunOn, IsNotOfferedWhereTasksGoOnInTheirOrder) {
  std::vector<std::string> steps;
  std::vector<bool> offered;
  one_run(pair_of_tasks{steps}, choosing([&](const choice_point& point) {
            offered.push_back(point.may_run_on());
            return 0U;
          }),
          {.modes = {stop_mode::edge}, .order = task_order::fifo});
  EXPECT_THAT(offered, Contains(false));
  EXPECT_THAT(offered, Each(false));
}

TEST(RunOn, StandsBehindTheTasksAndBeforeTimersAndStops) {
  std::vector<deviation_kind> kinds;
  one_run(
      [] {
        auto nap = spawn("nap", [] { await(sleep_for(1s, "nap")); });
        auto other = spawn("other", [] { await(yield("turn")); });
        await(yield("turn"));
        await(nap.join());
        await(other.join());
      },
      choosing([&](const choice_point& point) {
        if (kinds.empty() && point.may_run_on() && point.hurries())
          for (std::uint32_t move = 0; move < point.moves(); ++move)
            kinds.push_back(point.describe(move).address.kind);
        return 0U;
      }),
      {.modes = {stop_mode::edge}, .timers = 1});
  using enum deviation_kind;
  ASSERT_GE(kinds.size(), 5U);
  EXPECT_THAT(std::vector(kinds.begin(), kinds.begin() + 5),
              ElementsAre(pick, pick, run_on, timer, stop));
}

TEST(RunOn, IsBenignFromThenOn) {
  std::vector<std::string> steps;
  std::vector<std::string> firsts;
  one_run(pair_of_tasks{steps}, a_runs_on([&](const choice_point& point, int) {
            if (point.tasks() > 1)
              firsts.push_back(std::string(point.task(0).name.text()) + " before " +
                               std::string(point.task(1).name.text()));
            return 0U;
          }));
  ASSERT_THAT(firsts, SizeIs(::testing::Ge(1U)));
  EXPECT_EQ(firsts.front(), "a before b");
}

TEST(RunOn, AnotherTaskCanGoBeforeIt) {
  std::vector<std::string> steps;
  one_run(pair_of_tasks{steps},
          a_runs_on([](const choice_point&, int since) { return since == 0 ? 1U : 0U; }));
  EXPECT_THAT(steps, ElementsAre("a1", "a2", "b1", "a3", "b2", "b3", "a4", "b4"));
}

TEST(RunOn, EndsWhereATaskOnlyAsksAgainAndAgain) {
  bool ready = false;
  std::uint64_t asked = 0;
  one_run made(
      [&] {
        auto a = spawn("a", [&] {
          while (!ready) {
            ++asked;
            await(yield("ask"));
          }
        });
        auto b = spawn("b", [&] { ready = true; });
        await(a.join());
        await(b.join());
      },
      a_runs_on(benign));
  EXPECT_EQ(made.end, run_end::completed);
  EXPECT_GE(asked, most_steps_on_end);
  EXPECT_LE(asked, most_steps_on_end + 2);
}

TEST(RunOn, IsToldAsAnEvent) {
  std::vector<std::string> steps;
  const one_run made(pair_of_tasks{steps}, a_runs_on(benign));
  EXPECT_THAT(made.log,
              Contains("2 run on: main/a goes on instead of main/b until it has to wait"));
  EXPECT_THAT(made.log, ::testing::Not(Contains(::testing::HasSubstr("reorder"))));
}

TEST(RunOn, TellsWhoGoesBeforeIt) {
  std::vector<std::string> steps;
  const one_run made(pair_of_tasks{steps}, a_runs_on([](const choice_point&, int since) {
                       return since == 0 ? 1U : 0U;
                     }));
  EXPECT_THAT(made.log, Contains("3 reorder: main/b goes on instead of main/a"));
}

class first_that_may final : public strategy {
 public:
  bool begin_run(std::uint64_t job) override { return job == 0; }
  std::uint32_t decide(const choice_point& point) override {
    return point.may_run_on() ? point.tasks() : 0;
  }
  void end_run(const kernel&, std::span<const finding>) override {}
};

TEST(RunOn, IsReplayedByAddressAndByNumber) {
  std::vector<std::string> steps;
  const program checked = make_program(pair_of_tasks{steps});
  first_that_may takes;
  const std::vector<deviation> wanted = run_job(takes, 0, checked);
  EXPECT_THAT(wanted, SizeIs(2));
  for (const deviation& d : wanted) EXPECT_EQ(d.address.kind, deviation_kind::run_on);
  const std::vector<std::string> taken = std::exchange(steps, {});
  for (const replay_key key : {replay_key::address, replay_key::number}) {
    replay again(wanted, key);
    EXPECT_EQ(run_job(again, 0, checked), wanted);
    EXPECT_THAT(again.misfits(), IsEmpty());
    EXPECT_EQ(std::exchange(steps, {}), taken);
  }
}

TEST(RunOn, ThatDoesNotComeUpIsToldWithItsDelay) {
  std::vector<std::string> steps;
  const program checked = make_program(pair_of_tasks{steps});
  first_that_may takes;
  std::vector<deviation> wanted = run_job(takes, 0, checked);
  wanted.resize(1);
  wanted[0].address.delay = 7;
  replay again(wanted);
  EXPECT_THAT(run_job(again, 0, checked), IsEmpty());
  EXPECT_THAT(again.misfits(),
              ElementsAre("letting main/a run on at turn, 7 scheduling points on does not come up: "
                          "main/a may run on at turn#1 in step 2, but not with a delay of 7"));
}

// Three children are alive at once only if main spawns all of them before it is their turn.
void crowd_a_room() {
  int inside = 0;
  scope guests;
  for (int i = 0; i < 3; ++i) {
    guests.spawn("guest", [&] {
      if (++inside == 3) throw std::runtime_error("too many");
      await(yield("stay"));
      --inside;
    });
    await(yield("door"));
    await(yield("door"));
  }
  await(guests.join());
}

TEST(RunOn, IsOneDeviationHoweverManyStepsItTakes) {
  const report r = check(make_program(crowd_a_room), sweep_only());
  ASSERT_THAT(r.findings, SizeIs(1));
  const explained_finding& f = r.findings.front();
  EXPECT_EQ(f.phase, search_phase::sweep);
  ASSERT_THAT(f.how.deviations, SizeIs(1));
  EXPECT_THAT(trace_line(f.how.deviations.front()), StartsWith("run-on main at door#1 +0 @"));
  EXPECT_TRUE(f.least.proved);
}

}  // namespace
}  // namespace cutpoint::unit
