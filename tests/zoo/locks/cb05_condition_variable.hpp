#pragma once

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <deque>

namespace cutpoint::zoo::cb05 {

/// The condition variable of bug CB05.
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

}  // namespace cutpoint::zoo::cb05
