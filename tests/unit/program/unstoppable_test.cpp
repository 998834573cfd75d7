#include <cutpoint/program/unstoppable.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using testing::ElementsAre;
using unit::one_run;

// Every task that a stop is offered for, alone or with its descendants.
template <class Body>
std::set<std::string> targets_in(Body body) {
  std::set<std::string> targets;
  one_run(body, unit::choosing([&targets](const choice_point& point) -> std::uint32_t {
            for (std::uint32_t move = point.picks(); move < point.moves(); ++move)
              targets.insert(point.describe(move).address.task);
            return 0;
          }),
          unit::one_stop(stop_mode::edge));
  return targets;
}

TEST(Unstoppable, ExemptsATaskAndWhatItSpawns) {
  EXPECT_THAT(targets_in([] {
                auto spared = spawn(unstoppable, "spared", [] {
                  auto below = spawn("below", [] { await(yield()); });
                  await(below.join());
                });
                auto other = spawn("other", [](int) { await(yield()); }, 1);
                await(spared.join());
                await(other.join());
              }),
              ElementsAre("main", "main/other"));
}

TEST(Unstoppable, ExemptsTheTasksOfAScope) {
  EXPECT_THAT(targets_in([] {
                scope spared(unstoppable);
                spared.spawn("spared", [] { await(yield()); });
                scope others;
                others.spawn("other", [] { await(yield()); });
                await(spared.join());
                await(others.join());
              }),
              ElementsAre("main", "main/other"));
}

TEST(Unstoppable, IsStoppedByTheProgramAllTheSame) {
  bool stopped = false;
  one_run([&stopped] {
    auto spared = spawn(unstoppable, "spared", [] { await(park()); });
    await(yield());
    spared.stop();
    stopped = await(spared.join()).stopped();
  });
  EXPECT_TRUE(stopped);
}

TEST(Unstoppable, HoldsForCoroutinesToo) {
  EXPECT_THAT(targets_in([] {
                auto spared =
                    spawn(unstoppable, "spared", []() -> task<void> { co_await yield(); });
                await(spared.join());
              }),
              ElementsAre("main"));
}

}  // namespace
}  // namespace cutpoint
