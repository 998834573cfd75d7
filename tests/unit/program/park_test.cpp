#include <cutpoint/program/park.hpp>

#include "unit/one_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using unit::one_run;

TEST(Wake, MakesAParkedTaskReadyOnce) {
  std::string seen;
  one_run([&seen] {
    auto waits = spawn("waits", [] { await(park()); });
    await(yield());
    seen += wake(waits.ref()) ? 'y' : 'n';
    seen += wake(waits.ref()) ? 'y' : 'n';
    await(waits.join());
    seen += wake(waits.ref()) ? 'y' : 'n';
  });
  EXPECT_EQ(seen, "ynn");
}

TEST(Wake, IsNotRemembered) {
  const one_run run([] {
    auto waits = spawn("waits", [] { await(park()); });
    wake(waits.ref());
    await(waits.join());
  });
  EXPECT_EQ(run.end, run_end::stuck);
}

TEST(Wake, LeavesATaskAloneThatWaitsForAMutex) {
  bool woken = true;
  std::string order;
  one_run([&] {
    mutex door;
    mutex_guard held = await(door.lock());
    auto waits = spawn("waits", [&] {
      const mutex_guard mine = await(door.lock());
      order += 'w';
    });
    await(yield());
    woken = wake(waits.ref());
    await(yield());
    order += 'm';
    held.unlock();
    await(waits.join());
  });
  EXPECT_FALSE(woken);
  EXPECT_EQ(order, "mw");
}

TEST(Wake, LeavesATaskAloneThatSleeps) {
  bool woken = true;
  virtual_time ended;
  one_run([&] {
    auto sleeps = spawn("sleeps", [] { await(sleep_for(5s)); });
    await(sleep_for(1s));
    woken = wake(sleeps.ref());
    await(sleeps.join());
    ended = this_run::now();
  });
  EXPECT_FALSE(woken);
  EXPECT_EQ(ended, virtual_time(5s));
}

struct counting_hooks {
  int withdrawn = 0;
  int given_back = 0;
  void withdraw() noexcept { ++withdrawn; }
  void give_back() noexcept { ++given_back; }
};

TEST(ParkHooks, HearNothingOfAWaitThatIsDone) {
  counting_hooks hooks;
  one_run([&hooks] {
    auto waits = spawn("waits", [&hooks] { await(park("gate", hooks)); });
    await(yield());
    wake(waits.ref());
    await(waits.join());
  });
  EXPECT_EQ(hooks.withdrawn, 0);
  EXPECT_EQ(hooks.given_back, 0);
}

TEST(ParkHooks, HearOfAStopThatIsThrownInsteadOfParking) {
  counting_hooks hooks;
  one_run([&hooks] {
    auto waits = spawn("waits", [&hooks] { await(park("gate", hooks)); });
    waits.stop(stop_mode::level);
    await(waits.join());
  });
  EXPECT_EQ(hooks.withdrawn, 1);
  EXPECT_EQ(hooks.given_back, 0);
}

TEST(ParkHooks, HearOfOneWithdrawalOnly) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level, stop_mode::drop}) {
    counting_hooks hooks;
    one_run([&hooks, mode] {
      auto waits = spawn("waits", [&hooks] { await(park("gate", hooks)); });
      await(yield());
      waits.stop(mode);
      await(waits.join());
    });
    EXPECT_EQ(hooks.withdrawn, 1);
    EXPECT_EQ(hooks.given_back, 0);
  }
}

TEST(ParkHooks, AreGivenBackAWakeUpThatAStopOvertakes) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::drop}) {
    counting_hooks hooks;
    one_run([&hooks, mode] {
      auto waits = spawn("waits", [&hooks] { await(park("gate", hooks)); });
      await(yield());
      wake(waits.ref());
      waits.stop(mode);
      await(waits.join());
    });
    EXPECT_EQ(hooks.withdrawn, 0);
    EXPECT_EQ(hooks.given_back, 1);
  }
}

TEST(ParkHooks, MayBeOneOfTheTwo) {
  struct gives_back {
    int& count;
    void give_back() noexcept { ++count; }
  };
  int given_back = 0;
  one_run([&given_back] {
    auto waits = spawn("waits", [&given_back] {
      gives_back hooks{given_back};
      await(park("gate", hooks));
    });
    await(yield());
    waits.stop();
    await(waits.join());
  });
  EXPECT_EQ(given_back, 0);
}

}  // namespace
}  // namespace cutpoint
