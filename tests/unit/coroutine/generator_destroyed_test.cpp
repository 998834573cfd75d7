// What becomes of a generator that nobody closes, in a plain program.

#include <cutpoint/coroutine/generator.hpp>

#include "unit/coroutine/bodies.hpp"
#include "unit/coroutine/leaves_mark.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

generator<int> ignores(mark_list& marks) {
  const leaves_mark local(marks, "generator goes");
  for (;;) {
    try {
      co_yield 1;
    } catch (const generator_exit&) {
      marks.emplace_back("ignores the exit");
    }
  }
}

// Keeps what is lost while it lives.
class lost_exceptions {
 public:
  lost_exceptions() : before_(set_lost_exception_handler(keep)) { kept().clear(); }
  ~lost_exceptions() { set_lost_exception_handler(before_); }
  lost_exceptions(const lost_exceptions&) = delete;
  lost_exceptions& operator=(const lost_exceptions&) = delete;

  static mark_list& kept() {
    static mark_list all;
    return all;
  }

 private:
  static void keep(std::exception_ptr lost) {
    try {
      std::rethrow_exception(lost);
    } catch (const std::exception& e) {
      kept().emplace_back(e.what());
    }
  }
  lost_exception_handler before_;
};

TEST(GeneratorDestroyed, IsClosedByABreakOutOfItsLoop) {
  mark_list marks;
  for (const int i : counts(marks)) {
    if (i == 3) break;
  }
  EXPECT_THAT(marks, ElementsAre("generator is closed", "generator goes"));
}

TEST(GeneratorDestroyed, IsClosedByAnErrorThatLeavesItsLoop) {
  mark_list marks;
  try {
    for (const int i : counts(marks))
      if (i == 3) throw std::runtime_error("no paper");
  } catch (const std::runtime_error& e) {
    marks.emplace_back(e.what());
  }
  EXPECT_THAT(marks, ElementsAre("generator is closed", "generator goes", "no paper"));
}

TEST(GeneratorDestroyed, IsClosedWhenTheLastReferenceGoes) {
  mark_list marks;
  auto one = std::make_shared<generator<int>>(counts(marks));
  auto another = one;
  one->next();
  one.reset();
  EXPECT_THAT(marks, IsEmpty());
  another.reset();
  EXPECT_THAT(marks, ElementsAre("generator is closed", "generator goes"));
}

TEST(GeneratorDestroyed, IsClosedByAssignment) {
  mark_list marks;
  auto it = counts(marks, "first");
  it.next();
  it = counts(marks, "second");
  EXPECT_THAT(marks, ElementsAre("first is closed", "first goes"));
  EXPECT_EQ(it.next(), 1);
}

TEST(GeneratorDestroyed, IsNotClosedWhereItHasEndedOrNeverStarted) {
  mark_list marks;
  {
    const auto never = counts(marks);
  }
  {
    auto ended = counts(marks);
    ended.next();
    ended.close();
    marks.clear();
  }
  EXPECT_THAT(marks, IsEmpty());
}

TEST(GeneratorDestroyed, GivesWhatItsCleanupThrowsToTheLostExceptionHandler) {
  mark_list marks;
  const lost_exceptions lost;
  {
    auto it = fails_in_cleanup(leaves_mark(marks, "generator goes"));
    it.next();
  }
  EXPECT_THAT(lost.kept(), ElementsAre("the disk is full"));
  EXPECT_THAT(marks, ElementsAre("generator goes"));
}

TEST(GeneratorDestroyed, GoesEvenWhereItIgnoresTheExit) {
  mark_list marks;
  const lost_exceptions lost;
  {
    auto it = ignores(marks);
    it.next();
  }
  EXPECT_THAT(lost.kept(), ElementsAre("generator ignored GeneratorExit"));
  EXPECT_THAT(marks, ElementsAre("ignores the exit", "generator goes"));
}

TEST(LostExceptionHandler, IsGivenBackByWhoeverReplacesIt) {
  const auto first = [](std::exception_ptr) {};
  const lost_exception_handler before = set_lost_exception_handler(first);
  EXPECT_EQ(set_lost_exception_handler(nullptr), static_cast<lost_exception_handler>(first));
  EXPECT_EQ(set_lost_exception_handler(before), before) << "null brings back the default";
}

TEST(LostExceptionHandlerDeathTest, TellsAndTerminatesByDefault) {
  const auto loses = [] {
    mark_list marks;
    auto it = fails_in_cleanup(leaves_mark(marks, "generator goes"));
    it.next();
  };
  EXPECT_DEATH(loses(), "cutpoint: an exception is lost.*the disk is full");
}

}  // namespace
}  // namespace cutpoint::unit
