// g++ 12 destroys an aggregate that is made inside a co_await expression twice. No type of ours is
// an aggregate, so users meet the trap only with types of their own; these tests tell when a
// compiler is free of it.

#include "unit/one_run.hpp"

#include <gtest/gtest.h>

#include <coroutine>
#include <string>
#include <utility>

namespace cutpoint::unit {
namespace {

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
constexpr int destroyed_too_often = 1;
#else
constexpr int destroyed_too_often = 0;
#endif

struct tally {
  int made = 0;
  int gone = 0;
  int excess() const { return gone - made; }
};

class counted {
 public:
  explicit counted(tally& in) : in_(&in) { ++in_->made; }
  counted(counted&& other) noexcept : in_(other.in_) { ++in_->made; }
  counted(const counted& other) : in_(other.in_) { ++in_->made; }
  counted& operator=(const counted&) = delete;
  ~counted() { ++in_->gone; }

 private:
  tally* in_;
};

struct aggregate {
  counted member;
};

class with_constructor {
 public:
  explicit with_constructor(tally& in) : member_(in) {}

 private:
  counted member_;
};

struct aggregate_awaiter {
  counted member;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};

class awaiter_with_constructor {
 public:
  explicit awaiter_with_constructor(tally& in) : member_(in) {}
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}

 private:
  counted member_;
};

task<void> takes_aggregate(aggregate) { co_return; }
task<void> takes_class(with_constructor) { co_return; }

TEST(CompilerTrap, AnAggregateAwaiterIsDestroyedTwice) {
  tally seen;
  one_run([&seen]() -> task<void> { co_await aggregate_awaiter{counted(seen)}; });
  EXPECT_EQ(seen.excess(), destroyed_too_often);
}

TEST(CompilerTrap, AnAggregateArgumentIsDestroyedTwice) {
  tally seen;
  one_run([&seen]() -> task<void> { co_await takes_aggregate({counted(seen)}); });
  EXPECT_EQ(seen.excess(), destroyed_too_often);
}

TEST(CompilerTrap, ALambdaWithCapturesIsDestroyedTwice) {
  tally seen;
  one_run([&seen]() -> task<void> {
    const counted captured(seen);
    co_await [captured]() -> task<void> { co_return; }();
  });
  EXPECT_EQ(seen.excess(), destroyed_too_often);
}

generator<aggregate> yields_aggregate(tally& in) { co_yield {counted(in)}; }

generator<with_constructor> yields_class(tally& in) { co_yield with_constructor(in); }

TEST(CompilerTrap, AnAggregateThatIsYieldedIsDestroyedTwice) {
  tally seen;
  for (const aggregate& yielded : yields_aggregate(seen)) (void)yielded;
  EXPECT_EQ(seen.excess(), destroyed_too_often);
}

TEST(CompilerTrap, SparesTypesWithConstructors) {
  tally seen;
  one_run([&seen]() -> task<void> {
    co_await awaiter_with_constructor(seen);
    co_await takes_class(with_constructor(seen));
    for (const with_constructor& yielded : yields_class(seen)) (void)yielded;
  });
  EXPECT_GT(seen.made, 0);
  EXPECT_EQ(seen.excess(), 0);
}

TEST(CompilerTrap, SparesWhatHasANameAndIsMoved) {
  tally seen;
  one_run([&seen]() -> task<void> {
    aggregate named{counted(seen)};
    co_await takes_aggregate(std::move(named));
  });
  EXPECT_GT(seen.made, 0);
  EXPECT_EQ(seen.excess(), 0);
}

TEST(CompilerTrap, IsKnownToWhateverTakesCallablesInACoAwaitExpression) {
  const auto harmless = [] {};
  const auto harmful = [text = std::string("captured")] { return text; };
  EXPECT_TRUE(coroutines::may_be_temporary<decltype(harmless)>);
  EXPECT_EQ(coroutines::may_be_temporary<decltype(harmful)>, destroyed_too_often == 0);
  EXPECT_TRUE(coroutines::may_be_temporary<decltype((harmful))>) << "it has a name";
}

TEST(CompilerTrap, SparesCallablesThatSpawnTakesOutsideOfTheExpression) {
  tally seen;
  one_run([&seen]() -> task<void> {
    auto child = spawn("child", [captured = counted(seen)]() -> task<void> { co_await yield(); });
    co_await child.join();
  });
  EXPECT_GT(seen.made, 0);
  EXPECT_EQ(seen.excess(), 0);
}

}  // namespace
}  // namespace cutpoint::unit
