#include <cutpoint/coroutine/spawn.hpp>

#include "unit/coroutine/bodies.hpp"
#include "unit/coroutine/leaves_mark.hpp"
#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

using namespace std::chrono_literals;

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;

task<std::string> reads(const std::string& text, int& reads) {
  co_await yield();
  ++reads;
  co_return text + " was read";
}

task<void> keeps(leaves_mark, mark_list& marks) {
  co_await yield("work");
  marks.emplace_back("body ends");
}

TEST(SpawnedCoroutine, GivesAnOutcome) {
  std::string given;
  int times = 0;
  const one_run run([&]() -> task<void> {
    auto reader = spawn("reader", reads, std::string("a long enough letter"), std::ref(times));
    auto result = co_await reader.join();
    given = result.value();
  });
  EXPECT_EQ(given, "a long enough letter was read");
  EXPECT_EQ(times, 1);
}

TEST(SpawnedCoroutine, GivesItsError) {
  std::string told;
  const one_run run([&told]() -> task<void> {
    auto failing = spawn("failing", fails);
    auto result = co_await failing.join();
    EXPECT_TRUE(result.has_error());
    try {
      result.value();
    } catch (const std::runtime_error& e) {
      told = e.what();
    }
  });
  EXPECT_EQ(told, "the disk is full");
}

// Not all that returns a task is a coroutine itself.
task<void> throws_at_once() { throw std::runtime_error("the name is taken"); }

TEST(SpawnedCoroutine, IsCalledInItsOwnNameSoThatItsErrorIsItsOwn) {
  const one_run run([]() -> task<void> {
    auto failing = spawn("failing", throws_at_once);
    auto result = co_await failing.join();
    EXPECT_TRUE(result.has_error());
  });
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(SpawnedCoroutine, OwnsItsArgumentsUntilItHasEnded) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    auto keeper = spawn("keeper", keeps, leaves_mark(marks, "argument goes"), std::ref(marks));
    co_await keeper.join();
    marks.emplace_back("joined");
  });
  EXPECT_THAT(marks, ElementsAre("body ends", "argument goes", "joined"));
}

TEST(SpawnedCoroutine, MayBeALambdaWithCaptures) {
  std::string given;
  const one_run run([&given]() -> task<void> {
    auto reader = spawn("reader", [text = std::string("a captured letter")]() -> task<std::string> {
      co_await yield();
      co_return text;
    });
    auto result = co_await reader.join();
    given = result.value();
  });
  EXPECT_EQ(given, "a captured letter");
}

TEST(SpawnedCoroutine, ThatNeverRunsMakesNoFrame) {
  mark_list marks;
  const one_run run(
      [&marks]() -> task<void> {
        auto keeper = spawn("keeper", keeps, leaves_mark(marks, "argument goes"), std::ref(marks));
        auto result = co_await keeper.join();
        marks.emplace_back(result.stopped() ? "stopped" : "not stopped");
      },
      stop_where([](const deviation& d) { return d.address.task == "main/keeper"; }),
      one_stop(stop_mode::edge));
  EXPECT_THAT(marks, ElementsAre("argument goes", "stopped"));
}

TEST(SpawnedCoroutine, OfAScopeIsStoppedWithIt) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    scope all;
    all.spawn("keeper", keeps, leaves_mark(marks, "argument goes"), std::ref(marks));
    co_await yield();
    all.stop(stop_mode::edge);
    co_await all.join();
    marks.emplace_back("joined");
  });
  EXPECT_THAT(marks, ElementsAre("argument goes", "joined"));
}

TEST(SpawnedCoroutine, WhoseHandleGoesInACoroutineIsDropped) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    {
      auto keeper = spawn("keeper", keeps, leaves_mark(marks, "argument goes"), std::ref(marks));
      co_await yield();
    }
    marks.emplace_back("handle is gone");
  });
  EXPECT_THAT(marks, ElementsAre("argument goes", "handle is gone"));
  EXPECT_EQ(run.run.tasks().back()->end, task_end::dropped);
}

}  // namespace
}  // namespace cutpoint::unit
