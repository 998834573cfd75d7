#include <cutpoint/fiber.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace cutpoint::unit {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(Stop, ReachesATaskThatSomebodyElseOwns) {
  task_end end = task_end::value;
  const one_run run([&end] {
    auto victim = spawn("victim", [] { await(park("wait")); });
    const task_ref target = victim.ref();
    auto killer = spawn("killer", [target] { stop(target); });
    await(killer.join());
    await(victim.join());
    end = target.get().end;
  });
  EXPECT_EQ(end, task_end::stopped);
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(Stop, TellsTheCallbacksHowStrongItIs) {
  std::vector<stop_strength> heard;
  const one_run run([&heard] {
    auto victim = spawn("victim", [&heard] {
      const stop_callback hear([&heard](stop_strength strength) { heard.push_back(strength); });
      await(sleep_for(1s, "work"));
    });
    await(yield());
    stop(victim.ref(), stop_mode::request, stop_strength::partial);
    await(victim.join());
  });
  EXPECT_THAT(heard, ElementsAre(stop_strength::partial));
}

TEST(Stop, ByRequestTakesEffectBehindAShield) {
  std::vector<std::string> told;
  const one_run run([&told] {
    auto victim = spawn("victim", [&told] {
      const stop_callback hear([&told] { told.emplace_back("callback"); });
      {
        const shield inside;
        await(sleep_for(1s, "commit"));
        told.emplace_back(this_task::stop_requested() ? "token" : "no token yet");
      }
      told.emplace_back(this_task::stop_requested() ? "token" : "no token");
    });
    await(yield());
    stop(victim.ref(), stop_mode::request);
    await(victim.join());
  });
  EXPECT_THAT(told, ElementsAre("no token yet", "callback", "token"));
}

}  // namespace
}  // namespace cutpoint::unit
