#include "stack_pool.hpp"
#include "unit/one_run.hpp"

#include <gtest/gtest.h>

#include <pthread.h>

#include <cfenv>
#include <cstdint>
#include <set>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint::unit {
namespace {

struct live_object {
  static inline int alive = 0;
  live_object() { ++alive; }
  live_object(const live_object&) { ++alive; }
  live_object& operator=(const live_object&) = default;
  ~live_object() { --alive; }
};

void run_once(kernel& run, const program& p, run_bounds bounds = {.modes = {}}) {
  choosing none;
  run.begin({.decides = none, .bounds = bounds});
  p.start(run);
  run.loop();
  run.finish_run();
}

int depth_of(int levels) {
  volatile char frame[512] = {};
  frame[levels % 512] = 1;
  if (levels == 0) {
    await(yield());
    return 0;
  }
  return depth_of(levels - 1) + frame[levels % 512];
}

TEST(FiberStacks, AreUsedAgainFromRunToRun) {
  kernel run;
  std::set<void*> places;
  const program p = make_program([&places] {
    for (int i = 0; i < 10; ++i) {
      auto child = spawn("child", [&places] {
        places.insert(__builtin_frame_address(0));
        await(yield());
      });
      await(child.join());
    }
  });
  run_once(run, p);
  const std::size_t after_one = places.size();
  for (int i = 0; i < 200; ++i) run_once(run, p);
  EXPECT_EQ(places.size(), after_one);
}

TEST(FiberStacks, CarryAThousandTasksAtOnce) {
  int ended = 0;
  const one_run run([&ended] {
    scope all;
    for (int i = 0; i < 1'000; ++i) {
      all.spawn("child", [&ended] {
        await(yield());
        await(yield());
        ++ended;
      });
    }
    await(all.join());
  });
  EXPECT_EQ(ended, 1'000);
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(FiberStacks, HoldADeepRecursionThatSuspendsAtItsBottom) {
  int depth = 0;
  const one_run run([&depth] {
    auto deep = spawn("deep", [] { return depth_of(200); });
    auto other = spawn("other", [] { return depth_of(150); });
    depth = await(deep.join()).value() + await(other.join()).value();
  });
  EXPECT_EQ(depth, 350);
}

TEST(FiberStacks, KnowTheirGuards) {
  fibers::stack_pool pool;
  const fibers::stack s = pool.take();
  EXPECT_TRUE(pool.in_guard(s.bottom - 1));
  EXPECT_FALSE(pool.in_guard(s.bottom));
  EXPECT_FALSE(pool.in_guard(s.top - 1));
  EXPECT_FALSE(pool.in_guard(&pool));
  pool.give_back(s);
}

TEST(FiberStacks, StopCallbacksRunOnTheRootStack) {
  std::uintptr_t place = 0;
  const one_run run(
      [&place] {
        const stop_callback heard(
            [&place] { place = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)); });
        await(sleep_for(1s, "gate"));
      },
      stop_at("gate", stop_mode::request), one_stop(stop_mode::request));
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_getattr_np(pthread_self(), &attributes), 0);
  void* bottom = nullptr;
  std::size_t size = 0;
  ASSERT_EQ(pthread_attr_getstack(&attributes, &bottom, &size), 0);
  pthread_attr_destroy(&attributes);
  EXPECT_GE(place, reinterpret_cast<std::uintptr_t>(bottom));
  EXPECT_LT(place, reinterpret_cast<std::uintptr_t>(bottom) + size);
}

TEST(FiberFloatingPoint, FlagsThatATaskRaisesAreNotSeenByTheNext) {
  int seen = -1;
  one_run([&seen] {
    auto raises = spawn("raises", [] {
      std::feraiseexcept(FE_DIVBYZERO);
      await(yield());
    });
    auto looks = spawn("looks", [&seen] { seen = std::fetestexcept(FE_ALL_EXCEPT); });
    await(raises.join());
    await(looks.join());
  });
  EXPECT_EQ(seen, 0);
}

TEST(FiberFloatingPoint, FlagsThatATaskRaisesBeforeItEndsAreNotSeenByTheNext) {
  int seen = -1;
  one_run([&seen] {
    auto raises = spawn("raises", [] { std::feraiseexcept(FE_DIVBYZERO); });
    auto looks = spawn("looks", [&seen] { seen = std::fetestexcept(FE_ALL_EXCEPT); });
    await(raises.join());
    await(looks.join());
  });
  EXPECT_EQ(seen, 0);
}

TEST(FiberFloatingPoint, ARoundingModeBelongsToTheTaskThatSetsIt) {
  int fresh = -1;
  int heir = -1;
  int own = -1;
  one_run([&] {
    auto sets = spawn("sets", [&own] {
      std::fesetround(FE_UPWARD);
      await(yield());
      own = std::fegetround();
    });
    auto looks = spawn("looks", [&fresh] {
      fresh = std::fegetround();
      await(yield());
      std::fesetround(FE_DOWNWARD);
    });
    await(sets.join());
    await(looks.join());
    auto last = spawn("last", [&heir] { heir = std::fegetround(); });
    await(last.join());
  });
  EXPECT_EQ(own, FE_UPWARD);
  EXPECT_EQ(fresh, FE_TONEAREST);
  EXPECT_EQ(heir, FE_TONEAREST);
  EXPECT_EQ(std::fegetround(), FE_TONEAREST);
}

TEST(AbandonedRun, LeavesNothingWhereverItEnds) {
  kernel run;
  const program p = make_program([] {
    const live_object in_main;
    mutex door("door");
    scope all;
    for (int i = 0; i < 3; ++i) {
      all.spawn(
          "child",
          [&door](const live_object&) {
            const live_object in_child;
            const mutex_guard mine = await(door.lock());
            auto grandchild = spawn("grandchild", [argument = live_object()] {
              const live_object in_grandchild;
              await(sleep_for(1s));
            });
            try {
              throw live_object();
            } catch (const live_object&) {
              await(yield());
            }
            await(grandchild.join());
          },
          live_object());
    }
    auto left_over = spawn("left_over", [] {
      const live_object in_cleanup;
      try {
        await(sleep_for(10s));
      } catch (const cancelled&) {
        await(yield());
        throw;
      }
    });
    await(all.join());
  });
  bool completed = false;
  for (std::uint64_t steps = 1; !completed; ++steps) {
    ASSERT_LT(steps, 1'000U);
    choosing none;
    run.begin({.decides = none, .bounds = {.modes = {}, .steps = steps}});
    p.start(run);
    run.loop();
    completed = run.end() == run_end::completed;
    run.finish_run();
    ASSERT_EQ(live_object::alive, 0) << "after " << steps << " steps";
  }
}

TEST(AbandonedRun, LeavesNothingWhereATaskWaitsInADestructor) {
  kernel run;
  const program p = make_program([] {
    auto outer = spawn("outer", [] {
      const live_object in_outer;
      auto inner = spawn("inner", [] {
        const live_object in_inner;
        const shield against_stops;
        await(park("for ever"));
      });
      await(yield());
    });
    await(outer.join());
  });
  choosing none;
  run.begin({.decides = none, .bounds = {.modes = {}}});
  p.start(run);
  run.loop();
  EXPECT_EQ(run.end(), run_end::stuck);
  run.finish_run();
  EXPECT_EQ(live_object::alive, 0);
}

TEST(AbandonedRun, LeavesNothingWhenItsKernelGoes) {
  {
    kernel run;
    choosing none;
    const program p = make_program([] {
      const live_object in_main;
      await(park("for ever"));
    });
    run.begin({.decides = none, .bounds = {.modes = {}}});
    p.start(run);
    run.loop();
  }
  EXPECT_EQ(live_object::alive, 0);
}

}  // namespace
}  // namespace cutpoint::unit
