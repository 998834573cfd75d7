// CB47. anyio.Lock, Python: agronholm/anyio#398, mended in agronholm/anyio@4419414e.
//
// Acquiring a free lock waits for nobody, but lets others go first before it returns. A stop that
// comes there makes `acquire` throw while the lock is taken already; the caller never enters its
// block, so nobody releases.
//
// Promise: whoever `acquire` throws at does not hold the lock.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <deque>

namespace cutpoint::zoo {
namespace {

class lock {
 public:
  enum class stopped_at_the_yield { keeps_the_lock, releases };
  explicit lock(stopped_at_the_yield what) : what_(what) {}

  void acquire() {
    if (held_) {
      waiting_.push_back(this_task::self());
      waiter hooks(*this, this_task::self());
      await(park("lock.acquire", hooks));
      return;
    }
    held_ = true;
    try {
      await(yield("lock.courtesy"));
    } catch (const cancelled&) {
      if (what_ == stopped_at_the_yield::releases) release();
      throw;
    }
  }

  void release() {
    held_ = !waiting_.empty();
    if (!held_) return;
    const task_ref next = waiting_.front();
    waiting_.pop_front();
    wake(next);
  }

 private:
  struct waiter {
    waiter(lock& in_, task_ref self_) : in(&in_), self(self_) {}
    void withdraw() noexcept { std::erase(in->waiting_, self); }
    void give_back() noexcept { in->release(); }
    lock* in;
    task_ref self;
  };

  stopped_at_the_yield what_;
  bool held_ = false;
  std::deque<task_ref> waiting_;
};

program two_users(lock::stopped_at_the_yield what) {
  return make_program([what] {
    lock shared(what);
    const auto use = [&] {
      shared.acquire();
      shared.release();
    };
    auto first = spawn("first", use);
    await(yield("start"));
    use();
    await(first.join());
  });
}

const on_show cb47({
    .id = "CB47",
    .title = "acquire is stopped at its courtesy yield and keeps the free lock it took",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "lock.acquire", .task = "main"},
    .buggy = two_users(lock::stopped_at_the_yield::keeps_the_lock),
    .fixed = two_users(lock::stopped_at_the_yield::releases),
});

}  // namespace
}  // namespace cutpoint::zoo
