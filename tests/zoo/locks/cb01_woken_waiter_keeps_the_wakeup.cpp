// CB01. asyncio.Semaphore, Python: python/asyncio#270, mended in python/asyncio#271.
//
// A release wakes the waiter at the head of the queue, which then takes the permit when it runs.
// One that is stopped in between leaves without the permit and tells nobody: the permit is free,
// the next in line sleeps on, and no further release is due.
//
// Promise: nobody waits while a permit is free.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <deque>

namespace cutpoint::zoo {
namespace {

class semaphore {
 public:
  enum class woken_and_stopped { keeps_quiet, wakes_the_next };
  explicit semaphore(woken_and_stopped what) : what_(what) {}

  void acquire() {
    while (permits_ == 0) {
      waiting_.push_back(this_task::self());
      waiter hooks(*this, this_task::self());
      await(park("semaphore.acquire", hooks));
    }
    --permits_;
  }

  void release() {
    ++permits_;
    wake_next();
  }

 private:
  struct waiter {
    waiter(semaphore& in_, task_ref self_) : in(&in_), self(self_) {}
    void withdraw() noexcept { std::erase(in->waiting_, self); }
    void give_back() noexcept {
      if (in->what_ == woken_and_stopped::wakes_the_next && in->permits_ > 0) in->wake_next();
    }
    semaphore* in;
    task_ref self;
  };

  void wake_next() {
    if (waiting_.empty()) return;
    const task_ref next = waiting_.front();
    waiting_.pop_front();
    wake(next);
  }

  woken_and_stopped what_;
  int permits_ = 0;
  std::deque<task_ref> waiting_;
};

program one_release_two_waiters(semaphore::woken_and_stopped what) {
  return make_program([what] {
    semaphore permits(what);
    const auto use = [&] {
      permits.acquire();
      permits.release();
    };
    auto a = spawn("a", use);
    auto b = spawn("b", use);
    await(yield("open"));
    permits.release();
    await(a.join());
    await(b.join());
  });
}

const on_show cb01({
    .id = "CB01",
    .title = "a semaphore's woken waiter is stopped and keeps the wake-up",
    .expected = {.tasks = 3, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "semaphore.acquire", .task = "main/b"},
    .buggy = one_release_two_waiters(semaphore::woken_and_stopped::keeps_quiet),
    .fixed = one_release_two_waiters(semaphore::woken_and_stopped::wakes_the_next),
});

}  // namespace
}  // namespace cutpoint::zoo
