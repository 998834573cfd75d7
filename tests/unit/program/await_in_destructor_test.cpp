#include <cutpoint/program/await_in_destructor.hpp>

#include "unit/one_run.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using unit::one_run;

// Says goodbye for 3 s when it goes.
struct polite {
  std::string& told;
  ~polite() { told += await_in_destructor(sleep_for(3s, "goodbye")) ? 'w' : '-'; }
};

TEST(AwaitInDestructor, WaitsWhereAScopeIsLeft) {
  std::string told;
  virtual_time ended;
  one_run([&] {
    {
      const polite guest{told};
    }
    ended = this_run::now();
  });
  EXPECT_EQ(told, "w");
  EXPECT_EQ(ended, virtual_time(3s));
}

TEST(AwaitInDestructor, WaitsWhileAnExceptionPasses) {
  std::string told;
  one_run([&told] {
    try {
      const polite guest{told};
      throw 7;
    } catch (int) {
      told += std::uncaught_exceptions() == 0 ? 'c' : '?';
    }
  });
  EXPECT_EQ(told, "wc");
}

TEST(AwaitInDestructor, WaitsWhileAStopPasses) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level}) {
    std::string told;
    const one_run run([&told, mode] {
      auto stopped = spawn("stopped", [&told] {
        const polite guest{told};
        await(park());
      });
      await(yield());
      stopped.stop(mode);
      told += await(stopped.join()).stopped() ? 's' : '?';
    });
    EXPECT_EQ(told, "ws");
    EXPECT_FALSE(run.violated(oracle::suspended_after_stop));
  }
}

TEST(AwaitInDestructor, HoldsUpAStopUntilTheNextSuspension) {
  std::string told;
  one_run([&told] {
    auto stopped = spawn("stopped", [&told] {
      {
        const polite guest{told};
      }
      told += 'n';
      await(yield());
      told += '?';
    });
    await(sleep_for(1s));
    stopped.stop();
    await(stopped.join());
  });
  EXPECT_EQ(told, "wn");
}

TEST(AwaitInDestructor, GivesWhatItWaitedFor) {
  std::string told;
  one_run([&told] {
    mutex door;
    struct locks {
      mutex& door;
      std::string& told;
      ~locks() {
        const std::optional<mutex_guard> mine = await_in_destructor(door.lock());
        told += mine && mine->owns_lock() ? 'l' : '?';
      }
    };
    std::optional<mutex_guard> held(await(door.lock()));
    auto waits = spawn("waits", [&] { const locks at_exit{door, told}; });
    await(yield());
    told += '|';
    held.reset();
    await(waits.join());
    told += door.locked() ? '?' : 'f';
  });
  EXPECT_EQ(told, "|lf");
}

TEST(AwaitInDestructor, IsAFindingWhereTheFrameIsDropped) {
  std::string told;
  const one_run run([&told] {
    auto dropped = spawn("dropped", [&told] {
      const polite guest{told};
      await(park());
    });
    await(yield());
    dropped.stop(stop_mode::drop);
    told += await(dropped.join()).dropped() ? 'd' : '?';
  });
  EXPECT_EQ(told, "-d");
  EXPECT_EQ(run.end, run_end::completed);
  EXPECT_TRUE(run.violated(oracle::suspended_after_stop));
}

TEST(AwaitInDestructor, IsAFindingWhereTheFrameIsDroppedMeanwhile) {
  // Also with a value in hand that goes back.
  for (const bool granted : {false, true}) {
    std::string told;
    const one_run run([&told, granted] {
      mutex door;
      struct locks {
        mutex& door;
        std::string& told;
        ~locks() { told += await_in_destructor(door.lock()) ? '?' : '-'; }
      };
      std::optional<mutex_guard> held(await(door.lock()));
      auto dropped = spawn("dropped", [&] { const locks at_exit{door, told}; });
      await(yield());
      if (granted) held.reset();
      dropped.stop(stop_mode::drop);
      told += await(dropped.join()).dropped() ? 'd' : '?';
      held.reset();
      told += door.locked() ? '?' : 'f';
    });
    EXPECT_EQ(told, "-df");
    EXPECT_TRUE(run.violated(oracle::suspended_after_stop));
  }
}

TEST(AwaitInDestructor, IsNoFindingInARunThatIsGivenUp) {
  std::string told;
  {
    one_run run([&told] {
      auto hangs = spawn("hangs", [&told] {
        const polite guest{told};
        await(park());
      });
      await(hangs.join());
    });
    EXPECT_EQ(run.end, run_end::stuck);
    run.finish();
    EXPECT_FALSE(run.violated(oracle::suspended_after_stop));
  }
  EXPECT_EQ(told, "-");
}

TEST(AwaitInDestructorDeath, IsMisuseInACoroutine) {
  EXPECT_DEATH(one_run([] {
                 auto stackless = spawn("stackless", []() -> task<void> {
                   std::string told;
                   const polite guest{told};
                   co_return;
                 });
                 await(stackless.join());
               }),
               "cannot wait");
}

}  // namespace
}  // namespace cutpoint
