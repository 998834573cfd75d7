// Generators that delegate to others, in a plain program.

#include <cutpoint/coroutine/generator.hpp>

#include "unit/coroutine/leaves_mark.hpp"
#include "unit/coroutine/stack_gauge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;

// Yields three values that tell whose they are. Tells what it is sent and what is thrown in.
generator<std::string, int> part(std::string name, mark_list& marks) {
  const leaves_mark local(marks, name + " goes");
  for (int i = 1; i <= 3; ++i) {
    try {
      const std::optional<int> sent = co_yield name + std::to_string(i);
      if (sent) marks.push_back(name + " is sent " + std::to_string(*sent));
    } catch (const std::exception& e) {
      marks.push_back(name + " handles " + e.what());
    } catch (const generator_exit&) {
      marks.push_back(name + " is closed");
      throw;
    }
  }
}

generator<std::string, int> whole(mark_list& marks) {
  const leaves_mark local(marks, "whole goes");
  try {
    co_yield "before";
    co_yield elements_of(part("a", marks));
    co_yield elements_of(part("b", marks));
    co_yield "after";
  } catch (const generator_exit&) {
    marks.emplace_back("whole is closed");
    throw;
  }
}

TEST(GeneratorDelegation, YieldsTheElementsOfTheInnerOnesInTheirPlaces) {
  mark_list marks;
  std::vector<std::string> seen;
  for (const std::string& s : whole(marks)) seen.push_back(s);
  EXPECT_THAT(seen, ElementsAre("before", "a1", "a2", "a3", "b1", "b2", "b3", "after"));
  EXPECT_THAT(marks, ElementsAre("a goes", "b goes", "whole goes"));
}

TEST(GeneratorDelegation, ForwardsWhatIsSent) {
  mark_list marks;
  auto it = whole(marks);
  it.prime();
  it.next();
  EXPECT_EQ(it.send(7), "a2");
  EXPECT_THAT(marks, ElementsAre("a is sent 7"));
}

TEST(GeneratorDelegation, ForwardsWhatIsThrownIn) {
  mark_list marks;
  auto it = whole(marks);
  it.prime();
  it.next();
  EXPECT_EQ(it.throw_in(std::runtime_error("no paper")), "a2");
  EXPECT_THAT(marks, ElementsAre("a handles no paper"));
}

TEST(GeneratorDelegation, ClosesTheInnerOneBeforeTheOuter) {
  mark_list marks;
  auto it = whole(marks);
  it.prime();
  it.next();
  it.close();
  EXPECT_THAT(marks, ElementsAre("a is closed", "a goes", "whole is closed", "whole goes"));
  EXPECT_TRUE(it.done());
}

TEST(GeneratorDelegation, ClosesTheInnerOneBeforeTheOuterWhenDestroyed) {
  mark_list marks;
  {
    auto it = whole(marks);
    it.prime();
    it.next();
  }
  EXPECT_THAT(marks, ElementsAre("a is closed", "a goes", "whole is closed", "whole goes"));
}

TEST(GeneratorDelegation, ClosesTheOuterOneWhereTheInnerReturnsInsteadOfRethrowing) {
  mark_list marks;
  const auto returns = [](mark_list& to) -> generator<int> {
    try {
      co_yield 1;
    } catch (const generator_exit&) {
      to.emplace_back("inner returns");
    }
  };
  const auto outer = [](mark_list& to, auto inner) -> generator<int> {
    try {
      co_yield elements_of(inner(to));
      to.emplace_back("outer goes on");
    } catch (const generator_exit&) {
      to.emplace_back("outer is closed");
      throw;
    }
    co_yield 2;
  };
  auto it = outer(marks, returns);
  it.next();
  it.close();
  EXPECT_THAT(marks, ElementsAre("inner returns", "outer is closed"));
}

generator<int> inner_fails(mark_list& marks) {
  bool closed = false;
  try {
    co_yield 1;
  } catch (const generator_exit&) {
    closed = true;
  }
  marks.emplace_back("inner fails");
  if (closed) throw std::runtime_error("the disk is full");
}

generator<int> yields_in_cleanup(mark_list& marks) {
  bool closed = false;
  try {
    co_yield 1;
  } catch (const generator_exit&) {
    closed = true;
  }
  if (!closed) co_return;
  const leaves_mark local(marks, "inner goes");
  marks.emplace_back("inner ignores");
  co_yield 2;
}

generator<int> hears_of(generator<int> inner, mark_list& marks) {
  try {
    co_yield elements_of(std::move(inner));
  } catch (const std::exception& e) {
    marks.push_back("outer hears: " + std::string(e.what()));
    throw;
  }
}

TEST(GeneratorDelegation, ThrowsWhatTheCleanupOfTheInnerOneThrowsInTheOuter) {
  mark_list marks;
  auto it = hears_of(inner_fails(marks), marks);
  it.next();
  EXPECT_THROW(it.close(), std::runtime_error);
  EXPECT_THAT(marks, ElementsAre("inner fails", "outer hears: the disk is full"));
  EXPECT_TRUE(it.done());
}

TEST(GeneratorDelegation, ThrowsInTheOuterThatTheInnerOneIgnoredTheExit) {
  mark_list marks;
  auto it = hears_of(yields_in_cleanup(marks), marks);
  it.next();
  EXPECT_THROW(it.close(), ignored_generator_exit);
  EXPECT_THAT(marks, ElementsAre("inner ignores", "inner goes",
                                 "outer hears: generator ignored GeneratorExit"));
  EXPECT_TRUE(it.done());
}

TEST(GeneratorDelegation, ToAnotherOneInAnswerToAnExitIsAYield) {
  mark_list marks;
  const auto delegates = [](mark_list& to) -> generator<int> {
    bool closed = false;
    try {
      co_yield 1;
    } catch (const generator_exit&) {
      closed = true;
    }
    const leaves_mark local(to, "outer goes");
    if (closed) co_yield elements_of(yields_in_cleanup(to));
  };
  auto it = delegates(marks);
  it.next();
  EXPECT_THROW(it.close(), ignored_generator_exit);
  EXPECT_THROW(it.close(), ignored_generator_exit) << "now it is the inner one that ignores it";
  EXPECT_THAT(marks, ElementsAre("inner ignores", "inner goes", "outer goes"));
}

TEST(GeneratorDelegation, LetsTheOuterOneHandleAnErrorAndGoOn) {
  const auto fails = []() -> generator<int> {
    co_yield 1;
    throw std::runtime_error("the disk is full");
  };
  const auto outer = [](auto inner) -> generator<int> {
    bool failed = false;
    try {
      co_yield elements_of(inner());
    } catch (const std::runtime_error&) {
      failed = true;
    }
    if (failed) co_yield 2;
  };
  std::vector<int> seen;
  for (const int i : outer(fails)) seen.push_back(i);
  EXPECT_THAT(seen, ElementsAre(1, 2));
}

TEST(GeneratorDelegation, ToOneThatHasANameTakesUpWhereItStands) {
  mark_list marks;
  auto inner = part("a", marks);
  inner.prime();
  const auto outer = [](generator<std::string, int>& to) -> generator<std::string, int> {
    co_yield elements_of(to);
    co_yield elements_of(to);  // has ended
    co_yield "after";
  };
  auto it = outer(inner);
  EXPECT_EQ(it.next(), "a2");
  EXPECT_THROW(inner.next(), generator_error) << "it is the outer one's until it ends";
  EXPECT_EQ(it.next(), "a3");
  EXPECT_EQ(it.next(), "after");
  EXPECT_TRUE(inner.done());
}

TEST(GeneratorDelegation, ToItselfIsAnError) {
  struct {
    std::optional<generator<int>> it;
  } self;
  const auto make = [](auto& of) -> generator<int> { co_yield elements_of(*of.it); };
  self.it = make(self);
  EXPECT_THROW(self.it->next(), generator_error);
}

constexpr int many_generators = 20'000;

generator<int> depth(int left, stack_gauge& gauge) {
  gauge.look();
  const looks_when_it_goes at_end(gauge);
  if (left > 0) co_yield elements_of(depth(left - 1, gauge));
  if (left > 0) co_return;
  for (int i = 0;; ++i) co_yield i;
}

TEST(DeepGenerators, NeedNoStackToYield) {
  stack_gauge gauge;
  auto it = depth(many_generators, gauge);
  EXPECT_EQ(it.next(), 0);
  EXPECT_EQ(it.next(), 1);
  EXPECT_LT(gauge.span(), few_frames);
}

TEST(DeepGenerators, NeedNoStackWhenTheyAreClosed) {
  stack_gauge gauge;
  auto it = depth(many_generators, gauge);
  it.next();
  it.close();
  EXPECT_LT(gauge.span(), few_frames);
}

TEST(DeepGenerators, NeedNoStackWhenTheyAreDestroyed) {
  stack_gauge gauge;
  {
    auto it = depth(many_generators, gauge);
    it.next();
  }
  EXPECT_LT(gauge.span(), few_frames);
}

}  // namespace
}  // namespace cutpoint::unit
