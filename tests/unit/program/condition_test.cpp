#include <cutpoint/program/condition.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using testing::ElementsAre;
using unit::one_run;

struct room {
  mutex door;
  condition changed;
  std::string told;

  void wait(char name) {
    mutex_guard mine = await(door.lock());
    await(changed.wait(mine));
    told += name;
    await(yield());
    told += name;
  }
};

TEST(Condition, NotifiesOneInTheOrderInWhichTheyCame) {
  std::string told;
  one_run([&told] {
    room r;
    scope all;
    for (const char name : {'a', 'b'}) all.spawn("waits", [&r, name] { r.wait(name); });
    await(sleep_for(1s));
    for (int i = 0; i < 2; ++i) {
      r.told += '!';
      r.changed.notify_one();
      await(sleep_for(1s));
    }
    await(all.join());
    told = r.told;
  });
  EXPECT_EQ(told, "!aa!bb");
}

TEST(Condition, NotifiesAllWhoThenOwnTheMutexOneAfterAnother) {
  std::string told;
  one_run([&told] {
    room r;
    scope all;
    for (const char name : {'a', 'b', 'c'}) all.spawn("waits", [&r, name] { r.wait(name); });
    await(sleep_for(1s));
    r.changed.notify_all();
    await(all.join());
    told = r.told;
  });
  EXPECT_EQ(told, "aabbcc");
}

TEST(Condition, LetsTheNotifiedWaitInLineForTheMutex) {
  std::string told;
  one_run([&told] {
    room r;
    auto waits = spawn("waits", [&r] { r.wait('w'); });
    await(sleep_for(1s));
    mutex_guard held = await(r.door.lock());
    auto locks = spawn("locks", [&r] {
      const mutex_guard mine = await(r.door.lock());
      r.told += 'l';
    });
    await(yield());
    r.changed.notify_one();
    held.unlock();
    await(waits.join());
    await(locks.join());
    told = r.told;
  });
  EXPECT_EQ(told, "lww");
}

TEST(Condition, RemembersNoNotification) {
  EXPECT_EQ(one_run([] {
              room r;
              r.changed.notify_one();
              r.changed.notify_all();
              r.wait('w');
            }).end,
            run_end::stuck);
}

TEST(Condition, DoesNotWaitForWhatIsTrueAlready) {
  std::string seen;
  one_run([&seen] {
    room r;
    mutex_guard mine = await(r.door.lock());
    await(r.changed.wait(mine, [] { return true; }));
    seen += mine.owns_lock() && r.door.locked() ? 'l' : 'u';
  });
  EXPECT_EQ(seen, "l");
}

TEST(Condition, WaitsOnWhereThePredicateIsStillFalse) {
  std::string told;
  one_run([&told] {
    room r;
    int value = 0;
    auto waits = spawn("waits", [&] {
      mutex_guard mine = await(r.door.lock());
      await(r.changed.wait(mine, [&value] { return value == 3; }));
      told += mine.owns_lock() ? 'w' : '?';
    });
    for (value = 1; value <= 3; ++value) {
      await(sleep_for(1s));
      const mutex_guard mine = await(r.door.lock());
      told += static_cast<char>('0' + value);
      r.changed.notify_all();
      if (value == 3) break;
    }
    await(waits.join());
  });
  EXPECT_EQ(told, "123w");
}

TEST(Condition, LooksAtThePredicateAgainWhenTheMutexFallsToTheTask) {
  // What was true at the notification is false when it could go on.
  std::string told;
  const one_run run([&told] {
    room r;
    bool open = true;
    auto waits = spawn("waits", [&] {
      mutex_guard mine = await(r.door.lock());
      open = false;
      await(r.changed.wait(mine, [&open] { return open; }));
      told += 'w';
    });
    await(sleep_for(1s));
    mutex_guard mine = await(r.door.lock());
    open = true;
    r.changed.notify_one();
    open = false;
    mine.unlock();
    await(sleep_for(1s));
    told += r.door.locked() ? 'l' : 'f';
    open = true;
    r.changed.notify_one();
    await(waits.join());
  });
  EXPECT_EQ(told, "fw");
}

TEST(Condition, LeavesTheGuardUnlockedWhenAStopEndsTheWait) {
  // Before the wait, in the line of the condition, in that of the mutex, and with the mutex in
  // hand.
  std::vector<std::string> told;
  for (const char* const when : {"before", "waiting", "notified", "granted"}) {
    std::string seen;
    one_run([&seen, when = std::string(when)] {
      room r;
      auto waits = spawn("waits", [&] {
        mutex_guard mine = await(r.door.lock());
        try {
          if (when == "before")
            this_task::self().get().home->stop(this_task::self().get(), stop_mode::edge);
          await(r.changed.wait(mine));
        } catch (const cancelled&) {
          seen += mine.owns_lock() ? 'l' : 'u';
          throw;
        }
      });
      await(sleep_for(1s));
      if (when != "before") {
        mutex_guard held = await(r.door.lock());
        if (when != "waiting") r.changed.notify_one();
        if (when == "granted") held.unlock();
        waits.stop();
      }
      await(waits.join());
      seen += r.door.locked() ? 'l' : 'f';
    });
    told.push_back(seen);
  }
  EXPECT_THAT(told, ElementsAre("uf", "uf", "uf", "uf"));
}

// Two wait; the first is notified and then stopped, before or after the mutex falls to it.
std::string after_stop_of_the_notified(stop_mode mode, bool unlock_first, bool all) {
  std::string told;
  one_run([&] {
    room r;
    auto first = spawn("first", [&r] { r.wait('1'); });
    auto second = spawn("second", [&r] { r.wait('2'); });
    await(sleep_for(1s));
    mutex_guard held = await(r.door.lock());
    all ? r.changed.notify_all() : r.changed.notify_one();
    auto third = spawn("third", [&r] { r.wait('3'); });
    if (unlock_first) held.unlock();
    first.stop(mode);
    held.unlock();
    await(sleep_for(1s));
    told = r.told + (r.door.locked() ? 'l' : 'f');
  });
  return told;
}

TEST(Condition, PassesOnTheNotificationOfATaskThatIsStoppedAfterIt) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::drop}) {
    EXPECT_EQ(after_stop_of_the_notified(mode, false, false), "22f");
    EXPECT_EQ(after_stop_of_the_notified(mode, true, false), "22f");
  }
}

TEST(Condition, PassesNoNotificationOfAllOnToWhoComesLater) {
  for (const bool unlock_first : {false, true})
    EXPECT_EQ(after_stop_of_the_notified(stop_mode::edge, unlock_first, true), "22f");
}

TEST(ConditionDeath, WaitingWithoutTheMutexIsMisuse) {
  EXPECT_DEATH(one_run([] {
                 room r;
                 mutex_guard mine = await(r.door.lock());
                 mine.unlock();
                 await(r.changed.wait(mine));
               }),
               "holds the mutex");
}

}  // namespace
}  // namespace cutpoint
