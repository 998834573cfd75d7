// CB05. asyncio.Condition, Python: python/cpython#112202, mended in python/cpython#112201.
//
// notify(1) picks one waiter. If that one is stopped before it returns from its wait, be it before
// it runs or while it takes the lock again, it leaves with the stop and tells nobody. The item it
// was told of stays, beside a consumer that was never told.
//
// Promise: no consumer waits while an item is there.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <deque>

namespace cutpoint::zoo {
namespace {

class condition_variable {
 public:
  enum class notified_and_stopped { keeps_quiet, notifies_another };
  condition_variable(mutex& m, notified_and_stopped what) : what_(what), mutex_(&m) {}

  void wait(mutex_guard& guard) {
    waiter mine{this_task::self()};
    waiting_.push_back(&mine);
    guard.unlock();
    bool stopped = false;
    try {
      await(park("condition.wait", mine));
    } catch (const cancelled&) {
      stopped = true;
    }
    std::erase(waiting_, &mine);
    // The caller holds the lock again however the wait ended.
    while (!guard.owns_lock()) {
      try {
        guard = await(mutex_->lock());
      } catch (const cancelled&) {
        stopped = true;
      }
    }
    if (!stopped) return;
    if (what_ == notified_and_stopped::notifies_another) notify_one();
    throw cancelled();
  }

  void notify_one() {
    const auto next = std::ranges::find(waiting_, false, &waiter::settled);
    if (next == waiting_.end()) return;
    (*next)->settled = true;
    wake((*next)->task);
  }

 private:
  struct waiter {
    void withdraw() noexcept { settled = true; }
    task_ref task;
    bool settled = false;
  };

  notified_and_stopped what_;
  mutex* mutex_;
  std::deque<waiter*> waiting_;
};

program one_item_two_consumers(condition_variable::notified_and_stopped what) {
  return make_program([what] {
    mutex lock("buffer.lock");
    condition_variable not_empty(lock, what);
    int items = 0;
    const auto put = [&] {
      const mutex_guard held = await(lock.lock());
      ++items;
      not_empty.notify_one();
    };
    const auto take_and_put_back = [&] {
      {
        mutex_guard held = await(lock.lock());
        while (items == 0) not_empty.wait(held);
        --items;
      }
      const shield an_item_taken_is_put_back;
      put();
    };
    auto a = spawn("a", take_and_put_back);
    auto b = spawn("b", take_and_put_back);
    await(yield("produce"));
    put();
    await(a.join());
    await(b.join());
  });
}

const on_show cb05({
    .id = "CB05",
    .title = "a condition's notified waiter is stopped and keeps the notification",
    .expected = {.tasks = 3, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "condition.wait", .task = "main/b"},
    .buggy = one_item_two_consumers(condition_variable::notified_and_stopped::keeps_quiet),
    .fixed = one_item_two_consumers(condition_variable::notified_and_stopped::notifies_another),
});

}  // namespace
}  // namespace cutpoint::zoo
