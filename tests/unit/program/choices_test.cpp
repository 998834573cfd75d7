// choose, fault, sleep and what a task says about stops.

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using testing::ElementsAre;
using unit::choosing;
using unit::one_run;

TEST(Choose, GivesZeroWhereNothingDeviates) {
  std::uint32_t value = 9;
  one_run([&value] { value = choose(5); });
  EXPECT_EQ(value, 0U);
}

TEST(Choose, GivesTheValueThatTheDeciderTakes) {
  std::uint32_t value = 9;
  std::uint32_t moves = 0;
  const one_run run([&value] { value = choose(5, "colour"); },
                    choosing([&moves](const choice_point& p) -> std::uint32_t {
                      if (p.kind() != choice_kind::value) return 0;
                      moves = p.moves();
                      return 3;
                    }));
  EXPECT_EQ(moves, 5U);
  EXPECT_EQ(value, 3U);
  ASSERT_EQ(run.run.deviations().size(), 1U);
  const deviation& d = run.run.deviations().front();
  EXPECT_EQ(d.address.kind, deviation_kind::value);
  EXPECT_EQ(d.address.task, "main");
  EXPECT_EQ(d.address.operation, "colour");
  EXPECT_EQ(d.address.ordinal, 1U);
  EXPECT_EQ(d.value, 3U);
}

TEST(Choose, OfOneValueAsksNobody) {
  int asked = 0;
  one_run([] { choose(1); }, choosing([&asked](const choice_point&) -> std::uint32_t {
            ++asked;
            return 0;
          }));
  EXPECT_EQ(asked, 0);
}

TEST(Choose, CountsAChoiceAlsoWhereThereIsOneValue) {
  const std::uint64_t without = one_run([] {}).run.choices();
  EXPECT_EQ(one_run([] { choose(1); }).run.choices(), without + 1);
}

TEST(ChooseDeathTest, NeedsAValue) {
  EXPECT_DEATH(one_run([] { choose(0); }), "at least one value");
}

choosing all_faults() {
  return choosing([](const choice_point& p) -> std::uint32_t {
    return p.kind() == choice_kind::fault ? 1 : 0;
  });
}

TEST(Fault, DoesNotFireWhereNothingDeviates) {
  bool fired = true;
  one_run([&fired] { fired = fault("disk"); });
  EXPECT_FALSE(fired);
}

TEST(Fault, FiresWhereTheDeciderSaysSoAndDisturbsTheRun) {
  bool fired = false;
  bool undisturbed = true;
  const one_run run(
      [&] {
        fired = fault("disk");
        undisturbed = this_run::undisturbed();
      },
      all_faults());
  EXPECT_TRUE(fired);
  EXPECT_FALSE(undisturbed);
  ASSERT_EQ(run.run.deviations().size(), 1U);
  EXPECT_EQ(run.run.deviations().front().address.kind, deviation_kind::fault);
  EXPECT_EQ(run.run.deviations().front().address.operation, "disk");
}

TEST(Fault, FiresNoMoreOftenThanTheBoundsAllow) {
  std::string fired;
  one_run(
      [&fired] {
        for (int i = 0; i < 4; ++i) fired += fault("disk") ? 'y' : 'n';
      },
      all_faults(), {.modes = {}, .faults = 2});
  EXPECT_EQ(fired, "yynn");
}

TEST(Sleep, TakesItsTimeAndNoOther) {
  std::vector<virtual_time> ends;
  one_run([&ends] {
    scope all;
    for (const auto length : {3s, 1s, 2s}) {
      all.spawn("sleeper", [&ends, length] {
        await(sleep_for(length));
        ends.push_back(this_run::now());
      });
    }
    await(all.join());
  });
  EXPECT_THAT(ends, ElementsAre(virtual_time(1s), virtual_time(2s), virtual_time(3s)));
}

TEST(Sleep, UntilAMomentThatHasPassedGivesUpControlAndGoesOn) {
  virtual_time ended;
  one_run([&ended] {
    await(sleep_for(2s));
    await(sleep_until(virtual_time(1s)));
    ended = this_run::now();
  });
  EXPECT_EQ(ended, virtual_time(2s));
}

TEST(Sleep, ThatIsStoppedLeavesNoTimerBehind) {
  virtual_time ended;
  one_run([&ended] {
    auto sleeper = spawn("sleeper", [] { await(sleep_for(100s)); });
    await(sleep_for(1s));
    sleeper.stop();
    await(sleeper.join());
    EXPECT_FALSE(this_kernel().clock().any_armed());
    ended = this_run::now();
  });
  EXPECT_EQ(ended, virtual_time(1s));
}

TEST(Shield, MayBeNested) {
  std::string seen;
  one_run([&seen] {
    auto child = spawn("child", [&seen] {
      {
        const shield outer;
        {
          const shield inner;
          await(sleep_for(2s));
        }
        await(sleep_for(2s));
        seen += 's';
      }
      await(yield());
      seen += 'n';
    });
    await(sleep_for(1s));
    child.stop();
    await(child.join());
  });
  EXPECT_EQ(seen, "s");
}

TEST(AcknowledgeStop, LeavesAStopThatWasNotThrownYetToCome) {
  std::string seen;
  one_run([&seen] {
    auto child = spawn("child", [&seen] {
      try {
        await(park("gate"));
      } catch (const cancelled&) {
        seen += '1';
      }
      {
        const shield against_stops;
        await(sleep_for(2s));
      }
      this_task::acknowledge_stop();
      try {
        await(yield());
      } catch (const cancelled&) {
        seen += '2';
        throw;
      }
    });
    await(yield());
    child.stop();
    await(sleep_for(1s));
    child.stop();
    await(child.join());
  });
  EXPECT_EQ(seen, "12");
}

TEST(AcknowledgeStop, LeavesALevelStopThatWasNotThrownYetToCome) {
  std::string seen;
  one_run([&seen] {
    auto child = spawn("child", [&seen] {
      try {
        await(park("gate"));
      } catch (const cancelled&) {
        seen += '1';
      }
      await(park("cleanup"));
      this_task::acknowledge_stop();
      try {
        await(yield());
      } catch (const cancelled&) {
        seen += '2';
        throw;
      }
    });
    await(yield());
    child.stop();
    await(sleep_for(1s));
    wake(child.ref());
    child.stop(stop_mode::level);
    await(child.join());
  });
  EXPECT_EQ(seen, "12");
}

TEST(StopCallback, IsNotCalledOnceItIsGone) {
  int called = 0;
  one_run(
      [&called] {
        {
          const stop_callback heard([&called] { ++called; });
          await(yield());
        }
        await(sleep_for(1s, "gate"));
      },
      unit::stop_at("gate", stop_mode::request), unit::one_stop(stop_mode::request));
  EXPECT_EQ(called, 0);
}

TEST(StopCallback, MayEndAnotherOfTheSameTask) {
  std::string called;
  one_run(
      [&called] {
        using callback = stop_callback<std::function<void()>>;
        std::optional<callback> second;
        const callback first([&] {
          called += '1';
          second.reset();
        });
        second.emplace([&called] { called += '2'; });
        await(sleep_for(1s, "gate"));
      },
      unit::stop_at("gate", stop_mode::request), unit::one_stop(stop_mode::request));
  EXPECT_EQ(called, "1");
}

}  // namespace
}  // namespace cutpoint
