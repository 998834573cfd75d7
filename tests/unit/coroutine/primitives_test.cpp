// Every primitive in a co_await expression.

#include "unit/one_run.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

using namespace std::chrono_literals;

namespace cutpoint::unit {
namespace {

// A text that is too long to lie in the string itself: what is destroyed twice shows under a
// sanitizer.
const std::string long_text = "a text that is longer than fits into a string object";

task<std::string> after(virtual_duration length, std::string text) {
  co_await sleep_for(length);
  co_return text;
}

TEST(CoroutineStyle, LocksAndPermits) {
  std::string told;
  const one_run run([&told]() -> task<void> {
    semaphore two(2);
    rwlock door;
    {
      const permit mine = co_await two.acquire(2);
      told += std::to_string(two.available());
      const shared_guard reads = co_await door.lock_shared();
      told += std::to_string(door.readers());
    }
    const exclusive_guard writes = co_await door.lock_exclusive();
    told += std::to_string(two.available()) + (door.locked_exclusively() ? "x" : "?");
  });
  EXPECT_EQ(told, "012x");
}

task<void> waits_until(mutex& door, condition& changed, bool& open, std::string& told) {
  mutex_guard mine = co_await door.lock();
  co_await changed.wait(mine, [&open] { return open; });
  told += mine.owns_lock() ? 'o' : '?';
  co_await changed.wait(mine);
  told += 'n';
}

TEST(CoroutineStyle, ConditionsAndEvents) {
  std::string told;
  const one_run run([&told]() -> task<void> {
    mutex door;
    condition changed;
    event passed;
    bool open = false;
    auto waits = spawn("waits", waits_until, std::ref(door), std::ref(changed), std::ref(open),
                       std::ref(told));
    co_await sleep_for(1s);
    open = true;
    changed.notify_one();
    co_await sleep_for(1s);
    changed.notify_all();
    co_await waits.join();
    passed.set();
    co_await passed.wait();
    told += 'e';
  });
  EXPECT_EQ(told, "one");
}

task<void> sends(channel<std::string>& to) {
  co_await to.send(long_text);
  co_await to.send(long_text + "!");
  to.close();
}

TEST(CoroutineStyle, ChannelsAndFutures) {
  std::string told;
  const one_run run([&told]() -> task<void> {
    channel<std::string> texts(0);
    auto sender = spawn("sender", sends, std::ref(texts));
    for (;;) {
      const std::optional<std::string> next = co_await texts.receive();
      if (!next) break;
      told += *next;
    }
    co_await sender.join();
    promise<std::string> reply;
    const future<std::string> answer = reply.get_future();
    reply.set_value(long_text);
    told += co_await answer.get();
  });
  EXPECT_EQ(told, long_text + long_text + "!" + long_text);
}

TEST(CoroutineStyle, SharedVariables) {
  std::string seen;
  one_run([&seen]() -> task<void> {
    shared<std::string> text("text", long_text);
    co_await text.store(co_await text.load() + "!");
    seen = co_await text.update([](std::string& value) { return std::exchange(value, ""); });
  });
  EXPECT_EQ(seen, long_text + "!");
}

TEST(CoroutineStyle, CombinatorsOfCoroutinesAndPlainFunctions) {
  std::string told;
  const one_run run([&told]() -> task<void> {
    const auto coroutine = [] { return after(1s, long_text); };
    const auto plain = [] {
      await(sleep_for(2s));
      return 7;
    };
    auto [text, number] = co_await when_all(coroutine, plain);
    told += text + std::to_string(number);
    auto first = co_await when_any("race", coroutine, plain);
    told += std::to_string(first.index) + std::get<0>(first.outcomes).value();
    told += co_await timeout(2s, coroutine);
    bool late = false;
    try {
      co_await timeout(1s, plain);
    } catch (const timed_out&) {
      late = true;
    }
    told += late ? " late" : " ?";
  });
  EXPECT_EQ(run.end, run_end::completed);
  EXPECT_EQ(told, long_text + "70" + long_text + long_text + " late");
}

task<void> marks_its_end(std::string& told, char name) {
  struct mark {
    std::string& to;
    char name;
    ~mark() { to += name; }
  } const leaving{told, name};
  co_await sleep_for(5s);
}

task<void> waits_for_both(std::string& told) {
  const auto a = [&told] { return marks_its_end(told, 'a'); };
  const auto b = [&told] { return marks_its_end(told, 'b'); };
  try {
    co_await when_all(a, b);
  } catch (const cancelled&) {
    told += 'x';
    throw;
  }
}

TEST(CoroutineStyle, AStopIsPassedOnAndADropTakesTheChildrenAlong) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level, stop_mode::drop}) {
    std::string told;
    const one_run run([&told, mode]() -> task<void> {
      auto waiter = spawn("waiter", waits_for_both, std::ref(told));
      co_await sleep_for(1s);
      waiter.stop(mode);
      co_await waiter.join();
    });
    EXPECT_EQ(told, mode == stop_mode::drop ? "ba" : "abx");
    for (const task_control* const t : run.run.tasks()) EXPECT_TRUE(t->ended());
  }
}

TEST(CoroutineStyle, BodiesAreDestroyedOnce) {
  std::weak_ptr<int> watched;
  one_run([&watched]() -> task<void> {
    auto owned = std::make_shared<int>(7);
    watched = owned;
    const auto body = [owned] { return *owned; };
    const auto [value] = co_await when_all(body);
    EXPECT_EQ(value, 7);
    EXPECT_EQ(owned.use_count(), 2);
  });
  EXPECT_TRUE(watched.expired());
}

// Whether the compiler is free of what makes it unfit.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
constexpr bool temporaries_are_destroyed_once = false;
#else
constexpr bool temporaries_are_destroyed_once = true;
#endif

template <class Awaitable>
constexpr bool fit(const Awaitable&) {
  return Awaitable::fit_for_co_await();
}

TEST(CoroutineStyle, TemporaryLambdasAreTurnedAwayWhereTheyWouldBeDestroyedTwice) {
  one_run([] {
    const auto harmless = [](int = 0) {};
    const auto harmful = [text = long_text](int = 0) { return text.empty(); };
    shared<int> number("number", 0);
    mutex door;
    condition changed;
    mutex_guard mine = await(door.lock());
    EXPECT_TRUE(fit(when_all(harmless, harmful)));
    EXPECT_TRUE(fit(when_any(std::ref(harmful), [] {})));
    EXPECT_TRUE(fit(timeout(1s, harmful)));
    EXPECT_TRUE(fit(number.update(harmful)));
    EXPECT_TRUE(fit(changed.wait(mine, [] { return true; })));
    mine = await(door.lock());
    const auto made = [&] { return [text = long_text](int = 0) { return text.empty(); }; };
    EXPECT_EQ(fit(when_all(harmless, made())), temporaries_are_destroyed_once);
    EXPECT_EQ(fit(when_any(made())), temporaries_are_destroyed_once);
    EXPECT_EQ(fit(timeout(1s, made())), temporaries_are_destroyed_once);
    EXPECT_EQ(fit(number.update(made())), temporaries_are_destroyed_once);
    EXPECT_EQ(fit(changed.wait(mine, made())), temporaries_are_destroyed_once);
  });
}

}  // namespace
}  // namespace cutpoint::unit
