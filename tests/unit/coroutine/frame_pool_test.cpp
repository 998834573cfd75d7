#include <cutpoint/coroutine/frame_pool.hpp>
#include <cutpoint/kernel/address_sanitizer.hpp>

#include "programs/run_once.hpp"
#include "unit/one_run.hpp"

#include <cutpoint/oracle/judge.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

void begin(kernel& run, decider& decides) {
  run.begin({.decides = decides, .bounds = {.modes = {}}});
}

#ifndef CUTPOINT_ADDRESS_SANITIZER
TEST(FramePool, UsesAFrameAgain) {
  kernel run;
  choosing benign;
  begin(run, benign);
  void* const first = coroutines::allocate_frame(200);
  coroutines::release_frame(first);
  EXPECT_EQ(coroutines::allocate_frame(200), first);
  coroutines::release_frame(first);
  run.finish_run();
}

TEST(FramePool, UsesAFrameAgainInTheNextRunOfItsKernel) {
  kernel run;
  choosing benign;
  begin(run, benign);
  void* const first = coroutines::allocate_frame(200);
  coroutines::release_frame(first);
  run.finish_run();
  begin(run, benign);
  EXPECT_EQ(coroutines::allocate_frame(200), first);
  coroutines::release_frame(first);
  run.finish_run();
}

TEST(FramePool, TakesNoMemoryFromFrameToFrameOfALoop) {
  std::set<const void*> addresses;
  const one_run run([&addresses]() -> task<void> {
    for (int i = 0; i < 100; ++i)
      addresses.insert(co_await []() -> task<const void*> {
        const char here = 0;
        const void* const in_frame = &here;
        co_await yield();
        co_return in_frame;
      }());
  });
  EXPECT_EQ(addresses.size(), 1U);
}
#endif

TEST(FramePool, HasRoomForFramesOfAnySize) {
  kernel run;
  choosing benign;
  begin(run, benign);
  std::vector<void*> frames;
  for (std::size_t size = 1; size < 8192; size += 37) {
    frames.push_back(coroutines::allocate_frame(size));
    std::fill_n(static_cast<char*>(frames.back()), size, 'x');
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(frames.back()) % alignof(std::max_align_t), 0U);
  }
  EXPECT_EQ(run.live_frames(), frames.size());
  for (void* const frame : frames) coroutines::release_frame(frame);
  EXPECT_EQ(run.live_frames(), 0U);
  run.finish_run();
}

TEST(FramePool, IsNotNeededOutsideRuns) {
  void* const frame = coroutines::allocate_frame(100);
  std::fill_n(static_cast<char*>(frame), 100, 'x');
  coroutines::release_frame(frame);
}

TEST(FramePool, OutlivesItsKernelForTheSakeOfItsFrames) {
  void* left = nullptr;
  {
    kernel run;
    choosing benign;
    begin(run, benign);
    coroutines::release_frame(coroutines::allocate_frame(300));
    left = coroutines::allocate_frame(100);
    run.finish_run();
  }
  std::fill_n(static_cast<char*>(left), 100, 'x');
  coroutines::release_frame(left);
}

TEST(FramePool, CountsTheFramesOfOneRunOnly) {
  kernel run;
  choosing benign;
  begin(run, benign);
  void* const left = coroutines::allocate_frame(100);
  EXPECT_EQ(run.live_frames(), 1U);
  run.finish_run();
  begin(run, benign);
  EXPECT_EQ(run.live_frames(), 0U);
  coroutines::release_frame(left);
  EXPECT_EQ(run.live_frames(), 0U);
  run.finish_run();
}

task<void> waits() { co_await sleep_for(1s); }

std::vector<finding> judged(const program& p) {
  programs::benign benign;
  return programs::run_once(p, benign).found;
}

TEST(LeakOracle, FindsFramesThatAreNeverDestroyed) {
  std::vector<task<void>> outside;
  const auto found = judged(make_program([&outside]() -> task<void> {
    outside.push_back(waits());
    outside.push_back(waits());
    co_await waits();
  }));
  ASSERT_EQ(found.size(), 1U);
  const finding_identity leak{.by = oracle::leak, .subject = "coroutine frame", .task = ""};
  EXPECT_EQ(found[0].identity, leak);
  EXPECT_EQ(found[0].message, "2 coroutine frames are never destroyed");
}

TEST(LeakOracle, FindsAFrameThatAFiberForgets) {
  std::optional<task<void>> outside;
  const auto found = judged(make_program([&outside] {
    outside.emplace(waits());
    await(waits());
  }));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].message, "1 coroutine frame is never destroyed");
}

TEST(LeakOracle, LeavesFramesToTheTasksThatHaveNotEnded) {
  const auto in_deadlock = judged(make_program([]() -> task<void> {
    co_await waits();
    co_await park("for.ever");
  }));
  ASSERT_EQ(in_deadlock.size(), 1U);
  EXPECT_EQ(in_deadlock[0].identity.by, oracle::deadlock);

  const auto with_an_orphan = judged(make_program([]() -> task<void> {
    spawn("child", []() -> task<void> { co_await park("for.ever"); }).detach();
    co_await yield();
  }));
  ASSERT_EQ(with_an_orphan.size(), 1U);
  EXPECT_EQ(with_an_orphan[0].identity.by, oracle::orphan);
}

}  // namespace
}  // namespace cutpoint::unit
