#include <cutpoint/program/event.hpp>

#include "unit/one_run.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using unit::one_run;

TEST(Event, LetsEverybodyGoOnInTheOrderInWhichTheyCame) {
  std::string order;
  one_run([&order] {
    event start;
    scope all;
    for (const char* const name : {"a", "b", "c"}) {
      all.spawn(name, [&order, &start, name] {
        await(start.wait());
        order += name;
      });
    }
    await(yield());
    order += '|';
    start.set();
    await(all.join());
  });
  EXPECT_EQ(order, "|abc");
}

TEST(Event, StaysSetUntilItIsReset) {
  std::string seen;
  const one_run run([&seen] {
    event gate;
    gate.set();
    await(gate.wait());
    await(gate.wait());
    seen += gate.is_set() ? 's' : 'r';
    gate.reset();
    seen += gate.is_set() ? 's' : 'r';
    await(gate.wait());
    seen += "not reached";
  });
  EXPECT_EQ(seen, "sr");
  EXPECT_EQ(run.end, run_end::stuck);
}

TEST(Event, LetsGoOnWhoWaitedThoughItIsResetBeforeTheyRun) {
  EXPECT_EQ(one_run([] {
              event pulse;
              auto waits = spawn("waits", [&pulse] { await(pulse.wait()); });
              await(yield());
              pulse.set();
              pulse.reset();
              await(waits.join());
            }).end,
            run_end::completed);
}

TEST(Event, ForgetsWhoIsStoppedWhileWaiting) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level, stop_mode::drop}) {
    std::string seen;
    one_run([&seen, mode] {
      event gate;
      auto gone = spawn("gone", [&] {
        await(gate.wait());
        seen += 'g';
      });
      auto stays = spawn("stays", [&] {
        await(gate.wait());
        seen += 's';
      });
      await(yield());
      gone.stop(mode);
      await(gone.join());
      gate.set();
      await(stays.join());
    });
    EXPECT_EQ(seen, "s");
  }
}

}  // namespace
}  // namespace cutpoint
