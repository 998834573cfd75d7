#include <cutpoint/kernel/decider.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cutpoint::unit {
namespace {

using ::testing::ElementsAre;

TEST(ChoicePoint, TellsTheTasksThatMayGoOn) {
  std::vector<std::string> names;
  one_run made(
      [] {
        auto a = spawn("a", [] {});
        auto b = spawn("b", [] {});
        await(yield("all three"));
        await(a.join());
        await(b.join());
      },
      choosing([&](const choice_point& point) -> std::uint32_t {
        if (names.empty())
          for (std::uint32_t move = 0; move < point.tasks(); ++move)
            names.emplace_back(point.task(move).name.text());
        return 0;
      }));
  EXPECT_THAT(names, ElementsAre("a", "b", "main"));
}

TEST(ChoicePoint, CountsAnEarlyTimerAmongThePicksAndNotAmongTheTasks) {
  std::uint32_t tasks = 0;
  std::uint32_t picks = 0;
  one_run made(
      [] {
        auto sleeper = spawn("sleeper", [] { await(sleep_for(std::chrono::seconds(1))); });
        await(yield());
        await(yield());
        await(sleeper.join());
      },
      choosing([&](const choice_point& point) -> std::uint32_t {
        if (!point.hurries()) return 0;
        tasks = point.tasks();
        picks = point.picks();
        return 0;
      }),
      {.modes = {}, .timers = 1});
  EXPECT_EQ(tasks, 1U);
  EXPECT_EQ(picks, 2U);
}

TEST(ChoicePoint, HasNoTasksWhereTimeIsToPassOrATaskAsks) {
  std::vector<std::string> asked;
  one_run made(
      [] {
        await(sleep_for(std::chrono::seconds(1), "nap"));
        fault("disk");
        choose(2, "coin");
        this_task::poll_stop("look");
      },
      choosing([&](const choice_point& point) -> std::uint32_t {
        const bool naps = point.asking() == nullptr && point.tasks() == 0;
        if (point.asking() != nullptr && point.tasks() == 0)
          asked.emplace_back(std::string(point.asking()->name.text()) + " " +
                             std::string(point.operation().text()));
        else if (naps)
          asked.emplace_back("time passes");
        return 0;
      }),
      {.modes = {stop_mode::edge}, .stops = 1, .faults = 1});
  EXPECT_THAT(asked, ElementsAre("time passes", "main disk", "main coin", "main look"));
}

}  // namespace
}  // namespace cutpoint::unit
