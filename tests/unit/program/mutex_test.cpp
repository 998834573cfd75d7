#include <cutpoint/program/mutex.hpp>

#include "unit/one_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using unit::one_run;

TEST(Mutex, IsHandedOverInFifoOrder) {
  std::string order;
  one_run([&order] {
    mutex door;
    std::optional<mutex_guard> held(await(door.lock()));
    scope line;
    for (const char* const name : {"a", "b", "c"}) {
      line.spawn(name, [&order, &door, name] {
        const mutex_guard mine = await(door.lock());
        await(yield());
        order += name;
      });
    }
    await(yield());
    held.reset();
    await(line.join());
  });
  EXPECT_EQ(order, "abc");
}

TEST(Mutex, IsNeverFreeWhileSomebodyWaits) {
  bool locked_after_unlock = false;
  std::string order;
  one_run([&] {
    mutex door;
    std::optional<mutex_guard> held(await(door.lock()));
    auto waits = spawn("waits", [&order, &door] {
      const mutex_guard mine = await(door.lock());
      order += 'w';
    });
    await(yield());
    held.reset();
    locked_after_unlock = door.locked();
    const mutex_guard again = await(door.lock());
    order += 'm';
    await(waits.join());
  });
  EXPECT_TRUE(locked_after_unlock);
  EXPECT_EQ(order, "wm");
}

TEST(Mutex, IsUnlockedEarlyOnlyOnce) {
  std::string seen;
  one_run([&seen] {
    mutex door;
    mutex_guard held = await(door.lock());
    held.unlock();
    seen += door.locked() ? 'l' : 'f';
    {
      const mutex_guard other = await(door.lock());
      held.unlock();
      seen += door.locked() ? 'l' : 'f';
    }
    seen += held.owns_lock() ? 'o' : 'n';
  });
  EXPECT_EQ(seen, "fln");
}

TEST(Mutex, MovesWithItsGuard) {
  std::string seen;
  one_run([&seen] {
    mutex door;
    {
      mutex_guard first = await(door.lock());
      const mutex_guard second = std::move(first);
      seen += second.owns_lock() ? 'o' : 'n';
    }
    seen += door.locked() ? 'l' : 'f';
  });
  EXPECT_EQ(seen, "of");
}

TEST(Mutex, ThatItsOwnerLocksAgainDeadlocks) {
  const one_run run([] {
    mutex door;
    const mutex_guard one = await(door.lock());
    const mutex_guard two = await(door.lock());
  });
  EXPECT_EQ(run.end, run_end::stuck);
}

TEST(Mutex, ExcludesOthersInEveryOrderOfTwoReorders) {
  int inside = 0;
  int most = 0;
  const auto body = [&] {
    mutex door;
    scope all;
    for (int i = 0; i < 3; ++i) {
      all.spawn("worker", [&] {
        const mutex_guard mine = await(door.lock());
        most = std::max(most, ++inside);
        await(yield());
        --inside;
      });
    }
    await(all.join());
  };
  for (std::uint64_t first = 0; first < 16; ++first) {
    for (std::uint64_t second = first; second < 16; ++second) {
      const one_run run(body, unit::choosing([=](const choice_point& p) -> std::uint32_t {
                          const auto number = static_cast<std::uint64_t>(p.number());
                          return number == first || number == second ? p.moves() - 1 : 0;
                        }));
      EXPECT_EQ(run.end, run_end::completed);
    }
  }
  EXPECT_EQ(most, 1);
}

}  // namespace
}  // namespace cutpoint
