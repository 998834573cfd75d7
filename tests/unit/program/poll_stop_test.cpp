#include "unit/one_run.hpp"
#include "unit/oracle/judged.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace cutpoint::unit {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

// Counts in a loop that never suspends, until it is stopped.
void count_up(int to, int& counted) {
  auto counter = spawn("counter", [&counted, to] {
    for (; counted < to; ++counted)
      if (this_task::poll_stop("counter.poll")) return;
  });
  await(counter.join());
}

class PollStop : public testing::TestWithParam<stop_mode> {};

TEST_P(PollStop, SaysThatAStopHasComeWhereOneIsInjected) {
  int counted = 0;
  const auto third = [](const deviation& d) {
    return d.address.operation == "counter.poll" && d.address.ordinal == 3;
  };
  const one_run run([&counted] { count_up(10, counted); }, stop_where(third), one_stop(GetParam()));
  EXPECT_EQ(counted, 2);
  EXPECT_EQ(run.run.deviations().at(0).address.task, "main/counter");
  EXPECT_EQ(run.run.deviations().at(0).address.at, window::ready);
  EXPECT_EQ(run.run.deviations().at(0).address.delay, 0U);
  EXPECT_THAT(judge(run.run, {}), IsEmpty());
}

TEST_P(PollStop, SaysThatAStopCameBeforeThePoll) {
  int polls = 0;
  const auto body = [&polls] {
    auto counter = spawn("counter", [&polls] {
      {
        const shield whole;
        await(yield("counter.begin"));
        EXPECT_FALSE(this_task::poll_stop());
      }
      while (!this_task::poll_stop()) ++polls;
    });
    await(counter.join());
  };
  const one_run run(body, stop_at("counter.begin", GetParam()), one_stop(GetParam()));
  EXPECT_EQ(polls, 0);
  EXPECT_EQ(run.end, run_end::completed);
}

INSTANTIATE_TEST_SUITE_P(, PollStop,
                         testing::Values(stop_mode::edge, stop_mode::level, stop_mode::request),
                         [](const auto& tested) { return std::string(name_of(tested.param)); });

TEST(PollStops, AreNoWhereNobodyStops) {
  int counted = 0;
  const one_run run([&counted] { count_up(10, counted); });
  EXPECT_EQ(counted, 10);
}

TEST(PollStops, AreIgnoredByWhoGoesOnPolling) {
  const auto found = judged_when_stopped(
      [] {
        auto deaf = spawn("deaf", [] {
          for (int i = 0; i < 1'002; ++i) this_task::poll_stop("deaf.poll");
        });
        await(deaf.join());
      },
      "main/deaf", "deaf.poll", stop_mode::request);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].identity, identity(oracle::ignored_stop, "deaf.poll", "main/deaf"));
  EXPECT_THAT(found[0].message, StartsWith("main/deaf: was stopped, has polled for it 1001 times"));
}

TEST(PollStops, AreNoDropsAndNoSuspensions) {
  std::vector<stop_mode> offered;
  const one_run run(
      [] {
        auto counter = spawn("counter", [] { this_task::poll_stop("counter.poll"); });
        await(counter.join());
      },
      choosing([&offered](const choice_point& p) -> std::uint32_t {
        for (std::uint32_t move = p.picks(); move < p.moves(); ++move)
          if (p.describe(move).address.operation == "counter.poll")
            offered.push_back(p.describe(move).mode);
        return 0;
      }),
      {.modes = {stop_mode::edge, stop_mode::level, stop_mode::drop, stop_mode::request}});
  EXPECT_THAT(offered, ElementsAre(stop_mode::edge, stop_mode::level, stop_mode::request));
  EXPECT_THAT(run.log, Contains("2 main/counter polls counter.poll#1"));
}

}  // namespace
}  // namespace cutpoint::unit
