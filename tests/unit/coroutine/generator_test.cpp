// The life of a generator in a plain program: no run is in progress here.
// framework/docs/life-cycle.md has a row for each of these tests.

#include <cutpoint/coroutine/generator.hpp>

#include "unit/coroutine/bodies.hpp"
#include "unit/coroutine/leaves_mark.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

generator<int> counts_to(int last, mark_list& marks, std::optional<leaves_mark> = {}) {
  const leaves_mark local(marks, "local goes");
  marks.emplace_back("starts");
  for (int i = 1; i <= last; ++i) co_yield i;
  marks.emplace_back("returns");
}

// Tells what is thrown in at its yields, and lets it pass.
generator<int> tells(mark_list& marks) {
  const leaves_mark local(marks, "local goes");
  try {
    for (int i = 1;; ++i) co_yield i;
  } catch (const generator_exit&) {
    marks.emplace_back("generator_exit");
    throw;
  } catch (const std::exception& e) {
    marks.emplace_back(e.what());
    throw;
  }
}

// Yields 100 more in answer to the first `times` exits.
generator<int> ignores(int times, mark_list& marks) {
  const leaves_mark local(marks, "local goes");
  for (int i = 0;; ++i) {
    try {
      co_yield i < 1 ? 1 : 100 + i;
      marks.emplace_back("goes on");
    } catch (const generator_exit&) {
      if (i >= times) throw;
    }
  }
}

generator<std::string, int> echoes() {
  std::string answer = "ready";
  for (;;) {
    const std::optional<int> sent = co_yield answer;
    answer = sent ? std::to_string(*sent) : "nothing";
  }
}

template <class Action>
std::string what_it_throws(Action action) {
  try {
    action();
  } catch (const std::exception& e) {
    return e.what();
  } catch (const cancelled&) {
    return "cancelled";
  }
  return "nothing";
}

TEST(Generator, RunsNothingBeforeItIsAskedForAValue) {
  mark_list marks;
  {
    const auto made = counts_to(3, marks);
    EXPECT_FALSE(made.done());
  }
  EXPECT_THAT(marks, IsEmpty());
}

TEST(Generator, GivesOneValueAfterAnotherAndNothingWhenItReturns) {
  mark_list marks;
  auto it = counts_to(2, marks);
  EXPECT_EQ(it.next(), 1);
  EXPECT_EQ(it.next(), 2);
  EXPECT_THAT(marks, ElementsAre("starts"));
  EXPECT_EQ(it.next(), std::nullopt);
  EXPECT_THAT(marks, ElementsAre("starts", "returns", "local goes"));
  EXPECT_TRUE(it.done());
  EXPECT_EQ(it.next(), std::nullopt) << "and again";
}

TEST(Generator, ThatReturnsDestroysItsParametersAtOnce) {
  mark_list marks;
  auto it = counts_to(0, marks, leaves_mark(marks, "parameter goes"));
  it.next();
  EXPECT_THAT(marks, ElementsAre("starts", "returns", "local goes", "parameter goes"));
}

TEST(Generator, IsWalkedByARangeFor) {
  mark_list marks;
  int sum = 0;
  for (const int i : counts_to(4, marks)) sum += i;
  EXPECT_EQ(sum, 10);
}

TEST(Generator, GivesObjectsThatCanOnlyBeMoved) {
  const auto make = []() -> generator<std::unique_ptr<int>> { co_yield std::make_unique<int>(7); };
  auto it = make();
  EXPECT_EQ(**it.next(), 7);
}

generator<int&> refers_to(int& first, int& second) {
  co_yield first;
  co_yield second;
}

TEST(Generator, GivesReferences) {
  int a = 1;
  int b = 2;
  for (int& i : refers_to(a, b)) i *= 10;
  EXPECT_EQ(a, 10);
  EXPECT_EQ(b, 20);
  auto it = refers_to(a, b);
  EXPECT_EQ(it.next(), &a);
}

TEST(Generator, IsPrimedUpToItsFirstYieldOnce) {
  auto it = echoes();
  EXPECT_EQ(it.prime(), "ready");
  EXPECT_THAT(what_it_throws([&] { it.prime(); }), HasSubstr("primed before"));
  EXPECT_EQ(it.send(1), "1") << "unharmed";
}

TEST(Generator, IsSentWhatItsYieldGives) {
  auto it = echoes();
  it.prime();
  EXPECT_EQ(it.send(5), "5");
  EXPECT_EQ(it.next(), "nothing") << "an empty std::optional";
  EXPECT_EQ(it.send(6), "6");
}

TEST(Generator, ThatHasNotStartedCannotBeSentTo) {
  auto it = echoes();
  EXPECT_THAT(what_it_throws([&] { it.send(1); }), HasSubstr("prime() it before the first send()"));
  EXPECT_EQ(it.prime(), "ready") << "unharmed";
}

TEST(Generator, ThatHasEndedIsSentToInVain) {
  auto it = echoes();
  it.close();
  EXPECT_EQ(it.send(1), std::nullopt);
}

TEST(Generator, PassesAnErrorToWhoeverAskedAndHasEnded) {
  const auto make = []() -> generator<int> {
    co_yield 1;
    throw std::runtime_error("the disk is full");
  };
  auto it = make();
  EXPECT_EQ(it.next(), 1);
  EXPECT_EQ(what_it_throws([&] { it.next(); }), "the disk is full");
  EXPECT_TRUE(it.done());
  EXPECT_EQ(it.next(), std::nullopt);
}

TEST(GeneratorClose, RaisesGeneratorExitAtTheYield) {
  mark_list marks;
  auto it = tells(marks);
  it.next();
  it.close();
  EXPECT_THAT(marks, ElementsAre("generator_exit", "local goes"));
  EXPECT_TRUE(it.done());
}

TEST(GeneratorClose, RaisesACancelled) {
  static_assert(std::is_base_of_v<cancelled, generator_exit>);
  static_assert(!std::is_base_of_v<std::exception, generator_exit>);
  mark_list marks;
  const auto make = [](mark_list& to) -> generator<int> {
    try {
      co_yield 1;
    } catch (const std::exception&) {
      to.emplace_back("taken for an error");
    } catch (const cancelled&) {
      to.emplace_back("cancelled");
      throw;
    }
  };
  auto it = make(marks);
  it.next();
  it.close();
  EXPECT_THAT(marks, ElementsAre("cancelled"));
}

TEST(GeneratorClose, ReturnsWhereTheGeneratorReturnsInsteadOfRethrowing) {
  mark_list marks;
  const auto make = [](mark_list& to) -> generator<int> {
    try {
      co_yield 1;
    } catch (const generator_exit&) {
      to.emplace_back("returns");
    }
  };
  auto it = make(marks);
  it.next();
  it.close();
  EXPECT_THAT(marks, ElementsAre("returns"));
  EXPECT_TRUE(it.done());
}

TEST(GeneratorClose, OfOneThatYieldsAgainThrowsIgnoredGeneratorExit) {
  mark_list marks;
  auto it = ignores(1, marks);
  it.next();
  bool thrown = false;
  try {
    it.close("rows.close");
  } catch (const ignored_generator_exit& e) {
    thrown = true;
    EXPECT_STREQ(e.what(), "generator ignored GeneratorExit");
    EXPECT_EQ(e.yielded_at().operation.text(), "generator.yield");
    EXPECT_EQ(e.closed_at().operation.text(), "rows.close");
    EXPECT_THAT(e.yielded_at().where.file_name(), HasSubstr("generator_test.cpp"));
    EXPECT_THAT(e.closed_at().where.file_name(), HasSubstr("generator_test.cpp"));
    EXPECT_LT(e.yielded_at().where.line(), e.closed_at().where.line());
  }
  EXPECT_TRUE(thrown);
}

TEST(GeneratorClose, LeavesOneThatIgnoredItSuspended) {
  mark_list marks;
  auto it = ignores(1, marks);
  it.next();
  EXPECT_THROW(it.close(), ignored_generator_exit);
  EXPECT_FALSE(it.done());
  EXPECT_EQ(it.next(), 102) << "where it yielded last";
  it.close();
  EXPECT_THAT(marks, ElementsAre("goes on", "local goes"));
}

TEST(GeneratorClose, OfOneThatNeverStartedRunsNothingOfItsBody) {
  mark_list marks;
  auto it = counts_to(3, marks, leaves_mark(marks, "parameter goes"));
  it.close();
  EXPECT_THAT(marks, ElementsAre("parameter goes"));
  EXPECT_EQ(it.next(), std::nullopt);
}

TEST(GeneratorClose, OfOneThatHasEndedDoesNothing) {
  mark_list marks;
  auto it = counts_to(0, marks);
  it.next();
  marks.clear();
  it.close();
  EXPECT_THAT(marks, IsEmpty());
}

TEST(GeneratorClose, TwiceIsHarmless) {
  mark_list marks;
  auto it = tells(marks);
  it.next();
  it.close();
  it.close();
  EXPECT_THAT(marks, ElementsAre("generator_exit", "local goes"));
}

TEST(GeneratorClose, PassesOnWhatTheCleanupThrows) {
  auto it = fails_in_cleanup();
  it.next();
  EXPECT_EQ(what_it_throws([&] { it.close(); }), "the disk is full");
  EXPECT_TRUE(it.done());
}

TEST(GeneratorThrowIn, LetsTheGeneratorHandleItAndYieldOn) {
  const auto make = []() -> generator<std::string> {
    std::string next = "first";
    for (;;) {
      try {
        co_yield next;
      } catch (const std::runtime_error& e) {
        next = e.what();
      }
    }
  };
  auto it = make();
  it.next();
  EXPECT_EQ(it.throw_in(std::runtime_error("no paper")), "no paper");
  EXPECT_EQ(it.throw_in(std::make_exception_ptr(std::runtime_error("no ink"))), "no ink");
}

TEST(GeneratorThrowIn, ComesBackWhereTheGeneratorDoesNotHandleIt) {
  mark_list marks;
  auto it = tells(marks);
  it.next();
  EXPECT_EQ(what_it_throws([&] { it.throw_in(std::runtime_error("no paper")); }), "no paper");
  EXPECT_THAT(marks, ElementsAre("no paper", "local goes"));
  EXPECT_TRUE(it.done());
}

TEST(GeneratorThrowIn, EndsOneThatHasNotStartedInsteadOfRunningIt) {
  mark_list marks;
  auto it = counts_to(3, marks, leaves_mark(marks, "parameter goes"));
  EXPECT_THROW(it.throw_in(std::runtime_error("no paper")), std::runtime_error);
  EXPECT_THAT(marks, ElementsAre("parameter goes"));
  EXPECT_THROW(it.throw_in(std::runtime_error("no ink")), std::runtime_error) << "it has ended";
}

TEST(GeneratorThrowIn, OfGeneratorExitIsExactlyClose) {
  mark_list marks;
  auto exits = tells(marks);
  exits.next();
  EXPECT_EQ(exits.throw_in(generator_exit()), std::nullopt);
  EXPECT_THAT(marks, ElementsAre("generator_exit", "local goes"));
  EXPECT_EQ(exits.throw_in(generator_exit()), std::nullopt) << "it has ended";
  auto fresh = tells(marks);
  EXPECT_EQ(fresh.throw_in(generator_exit()), std::nullopt) << "it has not started";
  auto deaf = ignores(1, marks);
  deaf.next();
  EXPECT_THROW(deaf.throw_in(generator_exit()), ignored_generator_exit);
}

TEST(GeneratorMove, TakesTheGeneratorAlong) {
  mark_list marks;
  auto first = counts_to(2, marks);
  first.next();
  auto second = std::move(first);
  EXPECT_TRUE(first.done());  // NOLINT(bugprone-use-after-move): that is what is tested
  EXPECT_EQ(second.next(), 2);
}

TEST(GeneratorMove, IsPossibleWhileItRuns) {
  struct shelf {
    std::optional<generator<int>> in;
    std::optional<generator<int>> out;
  } it;
  const auto moves_itself = [](shelf& of) -> generator<int> {
    of.out = std::move(of.in);
    co_yield 1;
    co_yield 2;
  };
  it.in = moves_itself(it);
  EXPECT_EQ(it.in->next(), 1);
  EXPECT_EQ(it.out->next(), 2);
  EXPECT_EQ(it.out->next(), std::nullopt);
}

TEST(GeneratorInUse, CannotResumeItself) {
  std::optional<generator<std::string>> it;
  const auto resumes_itself = [&it]() -> generator<std::string> {
    co_yield what_it_throws([&it] { it->next(); });
    co_yield what_it_throws([&it] { it->close(); });
    co_yield what_it_throws([&it] { it->throw_in(std::runtime_error("no paper")); });
  };
  it = resumes_itself();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(it->next(), "generator already executing");
  EXPECT_EQ(it->next(), std::nullopt) << "unharmed";
}

TEST(GeneratorInUseDeathTest, CannotBeDestroyed) {
  const auto destroys_itself = [] {
    std::optional<generator<int>> it;
    const auto make = [&it]() -> generator<int> {
      it.reset();
      co_yield 1;
    };
    it = make();
    it->next();
  };
  EXPECT_DEATH(destroys_itself(), "misuse: a generator is destroyed while it executes");
}

}  // namespace
}  // namespace cutpoint::unit
