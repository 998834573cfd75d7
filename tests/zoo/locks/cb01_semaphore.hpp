#pragma once

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <deque>

namespace cutpoint::zoo::cb01 {

/// The semaphore of bug CB01.
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

}  // namespace cutpoint::zoo::cb01
