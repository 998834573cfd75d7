#include <cutpoint/coroutine/finally.hpp>

#include "unit/coroutine/leaves_mark.hpp"
#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

namespace cutpoint::unit {
namespace {

using testing::ElementsAre;

// The same programs in both styles; `main` works at `work` and cleans up at `cleanup`.
struct coroutine_form {
  static program working(mark_list& marks) {
    return make_program([&marks]() -> task<void> {
      const leaves_mark frame(marks, "main ends");
      const int given = co_await finally(
          [&marks]() -> task<int> {
            const leaves_mark body(marks, "body ends");
            co_await sleep_for(1s, "work");
            co_return 7;
          },
          [&marks]() -> task<void> {
            const leaves_mark left(marks, "cleanup goes");
            co_await sleep_for(1s, "cleanup");
            marks.emplace_back("cleaned up");
          });
      marks.push_back("given " + std::to_string(given));
      co_await yield("after");
      marks.emplace_back("goes on");
    });
  }

  static program failing(mark_list& marks, bool cleanup_fails) {
    return make_program([&marks, cleanup_fails]() -> task<void> {
      try {
        co_await finally(
            []() -> task<void> {
              co_await yield();
              throw std::runtime_error("body failed");
            },
            [&marks, cleanup_fails]() -> task<void> {
              co_await yield();
              marks.emplace_back("cleaned up");
              if (cleanup_fails) throw std::runtime_error("cleanup failed");
            });
      } catch (const std::runtime_error& e) {
        marks.emplace_back(e.what());
      }
    });
  }
};

struct fiber_form {
  static program working(mark_list& marks) {
    return make_program([&marks] {
      const leaves_mark frame(marks, "main ends");
      const int given = finally(
          [&marks] {
            const leaves_mark body(marks, "body ends");
            await(sleep_for(1s, "work"));
            return 7;
          },
          [&marks] {
            const leaves_mark left(marks, "cleanup goes");
            await(sleep_for(1s, "cleanup"));
            marks.emplace_back("cleaned up");
          });
      marks.push_back("given " + std::to_string(given));
      await(yield("after"));
      marks.emplace_back("goes on");
    });
  }

  static program failing(mark_list& marks, bool cleanup_fails) {
    return make_program([&marks, cleanup_fails] {
      try {
        finally(
            [] {
              await(yield());
              throw std::runtime_error("body failed");
            },
            [&marks, cleanup_fails] {
              await(yield());
              marks.emplace_back("cleaned up");
              if (cleanup_fails) throw std::runtime_error("cleanup failed");
            });
      } catch (const std::runtime_error& e) {
        marks.emplace_back(e.what());
      }
    });
  }
};

template <class Form>
struct Finally : testing::Test {
  mark_list marks;

  mark_list run(const program& p, choosing choices = choosing(),
                run_bounds bounds = {.modes = {}}) {
    const one_run made(p, std::move(choices), bounds);
    EXPECT_EQ(made.end, run_end::completed);
    EXPECT_TRUE(made.run.violations().empty());
    end = made.run.tasks().front()->end;
    return marks;
  }
  mark_list stopped(const std::string& operation, stop_mode mode) {
    return run(Form::working(marks), stop_at(operation, mode), one_stop(mode));
  }

  task_end end = task_end::value;
};
using Forms = testing::Types<fiber_form, coroutine_form>;
TYPED_TEST_SUITE(Finally, Forms);

TYPED_TEST(Finally, CleansUpAfterAValueAndGivesIt) {
  EXPECT_THAT(
      this->run(TypeParam::working(this->marks)),
      ElementsAre("body ends", "cleaned up", "cleanup goes", "given 7", "goes on", "main ends"));
}

TYPED_TEST(Finally, CleansUpAfterAnErrorAndPassesItOn) {
  EXPECT_THAT(this->run(TypeParam::failing(this->marks, false)),
              ElementsAre("cleaned up", "body failed"));
}

TYPED_TEST(Finally, PutsAnErrorOfTheCleanupInThePlaceOfTheBodys) {
  EXPECT_THAT(this->run(TypeParam::failing(this->marks, true)),
              ElementsAre("cleaned up", "cleanup failed"));
}

TYPED_TEST(Finally, CleansUpWaitingAfterAStopAndPassesItOn) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level}) {
    this->marks.clear();
    EXPECT_THAT(this->stopped("work", mode),
                ElementsAre("body ends", "cleaned up", "cleanup goes", "main ends"));
    EXPECT_EQ(this->end, task_end::stopped);
  }
}

TYPED_TEST(Finally, EndsTheCleanupBeforeAStopThatCameDuringIt) {
  EXPECT_THAT(this->stopped("cleanup", stop_mode::edge),
              ElementsAre("body ends", "cleaned up", "cleanup goes", "given 7", "main ends"));
  EXPECT_EQ(this->end, task_end::stopped);
}

TYPED_TEST(Finally, SkipsTheCleanupInADrop) {
  EXPECT_THAT(this->stopped("work", stop_mode::drop), ElementsAre("body ends", "main ends"));
  EXPECT_EQ(this->end, task_end::dropped);
}

TYPED_TEST(Finally, HasItsCleanupDroppedWhereItStands) {
  EXPECT_THAT(this->stopped("cleanup", stop_mode::drop),
              ElementsAre("body ends", "cleanup goes", "main ends"));
  EXPECT_EQ(this->end, task_end::dropped);
}

TEST(CoroutineFinally, RefersToCallablesThatHaveNames) {
  mark_list marks;
  const one_run run([&marks]() -> task<void> {
    auto body = [only = std::make_unique<int>(7)]() -> task<int> {
      co_await yield();
      co_return *only;
    };
    const auto cleanup = [&marks, text = std::string("cleaned up")]() -> task<void> {
      co_await yield();
      marks.push_back(text);
    };
    const int given = co_await finally(body, cleanup);
    marks.push_back(std::to_string(given));
  });
  EXPECT_THAT(marks, ElementsAre("cleaned up", "7"));
}

}  // namespace
}  // namespace cutpoint::unit
