// CB54. kotlinx.coroutines Semaphore, Kotlin: Kotlin/kotlinx.coroutines#1323.
//
// Bugs like CB01 mended without looking: a waiter that leaves because of a stop resumes the next
// one, whether or not it had been given a permit itself. So a permit comes from nowhere.
//
// Promise: no more tasks are inside than there are permits.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <deque>

namespace cutpoint::zoo {
namespace {

class semaphore {
 public:
  enum class stopped_waiter { always_resumes_the_next, passes_on_what_it_was_given };
  semaphore(int permits, stopped_waiter what) : what_(what), permits_(permits) {}

  void acquire() {
    if (permits_ > 0) {
      --permits_;
      return;
    }
    waiting_.push_back(this_task::self());
    waiter hooks(*this, this_task::self());
    await(park("semaphore.acquire", hooks));
  }

  void release() {
    if (!resume_next()) ++permits_;
  }

 private:
  struct waiter {
    waiter(semaphore& in_, task_ref self_) : in(&in_), self(self_) {}
    void withdraw() noexcept {
      std::erase(in->waiting_, self);
      if (in->what_ == stopped_waiter::always_resumes_the_next) in->resume_next();
    }
    void give_back() noexcept { in->release(); }
    semaphore* in;
    task_ref self;
  };

  // Who is resumed holds a permit: it goes from hand to hand.
  bool resume_next() {
    if (waiting_.empty()) return false;
    const task_ref next = waiting_.front();
    waiting_.pop_front();
    return wake(next);
  }

  stopped_waiter what_;
  int permits_;
  std::deque<task_ref> waiting_;
};

class visitor {
 public:
  visitor(semaphore& permits, int& inside) : permits_(permits), inside_(inside) {
    permits_.acquire();
    ++inside_;
  }
  ~visitor() {
    --inside_;
    permits_.release();
  }
  visitor(const visitor&) = delete;
  visitor& operator=(const visitor&) = delete;

 private:
  semaphore& permits_;
  int& inside_;
};

program one_permit_three_visitors(semaphore::stopped_waiter what) {
  return make_program([what] {
    semaphore permits(1, what);
    int inside = 0;
    const auto limited = always("at most one is inside", [&] { return inside <= 1; });
    const auto visit = [&] {
      const visitor here(permits, inside);
      await(yield("work"));
    };
    auto a = spawn("a", visit);
    auto b = spawn("b", visit);
    {
      const visitor here(permits, inside);
      await(yield("work"));
      await(yield("work"));
    }
    await(a.join());
    await(b.join());
  });
}

const on_show cb54({
    .id = "CB54",
    .title = "a stopped waiter resumes the next one although it was given no permit",
    .expected = {.tasks = 3, .stops = 1, .reorders = 1},
    .complaint = {.by = oracle::invariant, .subject = "at most one is inside", .task = {}},
    .buggy = one_permit_three_visitors(semaphore::stopped_waiter::always_resumes_the_next),
    .fixed = one_permit_three_visitors(semaphore::stopped_waiter::passes_on_what_it_was_given),
});

}  // namespace
}  // namespace cutpoint::zoo
