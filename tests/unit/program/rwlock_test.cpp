#include <cutpoint/program/rwlock.hpp>

#include "unit/one_run.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using unit::one_run;

// Tells when it comes in and when it goes.
struct visitors {
  rwlock door;
  std::string told;

  void read(char name) {
    const shared_guard mine = await(door.lock_shared());
    stay(name);
  }
  void write(char name) {
    const exclusive_guard mine = await(door.lock_exclusive());
    stay(name);
  }
  void stay(char name) {
    told += name;
    await(sleep_for(1s));
    told += name;
  }
};

TEST(Rwlock, LetsReadersInTogetherAndWritersAlone) {
  std::string told;
  one_run([&told] {
    visitors v;
    scope all;
    all.spawn("a", [&v] { v.read('a'); });
    all.spawn("b", [&v] { v.read('b'); });
    all.spawn("C", [&v] { v.write('C'); });
    all.spawn("D", [&v] { v.write('D'); });
    await(all.join());
    told = v.told;
  });
  EXPECT_EQ(told, "ababCCDD");
}

TEST(Rwlock, LetsNoReaderOvertakeAWriterThatWaits) {
  std::string told;
  one_run([&told] {
    visitors v;
    scope all;
    all.spawn("a", [&v] { v.read('a'); });
    all.spawn("B", [&v] { v.write('B'); });
    all.spawn("c", [&v] { v.read('c'); });
    all.spawn("d", [&v] { v.read('d'); });
    all.spawn("E", [&v] { v.write('E'); });
    await(all.join());
    told = v.told;
  });
  EXPECT_EQ(told, "aaBBcdcdEE");
}

TEST(Rwlock, LetsReadersInWhoStandBehindAWriterThatIsStoppedInLine) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level, stop_mode::drop}) {
    std::string told;
    one_run([&told, mode] {
      visitors v;
      auto first = spawn("a", [&v] { v.read('a'); });
      auto writes = spawn("B", [&v] { v.write('B'); });
      auto second = spawn("c", [&v] { v.read('c'); });
      await(yield());
      writes.stop(mode);
      await(writes.join());
      await(first.join());
      await(second.join());
      told = v.told;
    });
    EXPECT_EQ(told, "acac");
  }
}

TEST(Rwlock, PassesOnWhatAStoppedTaskWasHanded) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::drop}) {
    for (const bool reads : {false, true}) {
      std::string told;
      one_run([&told, mode, reads] {
        visitors v;
        std::optional<exclusive_guard> held(await(v.door.lock_exclusive()));
        auto stopped = spawn("stopped", [&v, reads] { reads ? v.read('x') : v.write('x'); });
        auto heir = spawn("heir", [&v] { v.write('H'); });
        await(yield());
        held.reset();
        stopped.stop(mode);
        await(stopped.join());
        await(heir.join());
        told = v.told;
      });
      EXPECT_EQ(told, "HH");
    }
  }
}

TEST(Rwlock, TellsWhoHoldsIt) {
  std::string seen;
  one_run([&seen] {
    rwlock door;
    const auto look = [&] {
      seen += static_cast<char>('0' + door.readers());
      seen += door.locked_exclusively() ? 'x' : '-';
    };
    shared_guard one = await(door.lock_shared());
    shared_guard two = await(door.lock_shared());
    look();
    one.unlock();
    const shared_guard moved = std::move(two);
    look();
    one = await(door.lock_shared());
    one.unlock();
    seen += moved.owns_lock() && !one.owns_lock() ? 'm' : '?';
  });
  EXPECT_EQ(seen, "2-1-m");
}

TEST(Rwlock, ThatAReaderWantsToItselfDeadlocks) {
  EXPECT_EQ(one_run([] {
              rwlock door;
              const shared_guard one = await(door.lock_shared());
              const exclusive_guard two = await(door.lock_exclusive());
            }).end,
            run_end::stuck);
}

}  // namespace
}  // namespace cutpoint
