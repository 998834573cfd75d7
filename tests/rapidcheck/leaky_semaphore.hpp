#pragma once

#include <cutpoint/program.hpp>

#include <algorithm>
#include <deque>

namespace cutpoint::unit {

/// A semaphore with a bug: a waiter that is stopped after it was woken keeps the wake-up.
class leaky_semaphore {
 public:
  explicit leaky_semaphore(int permits) : permits_(permits) {}

  void acquire() {
    while (permits_ == 0) {
      waiter mine(*this);
      waiting_.push_back(&mine);
      await(park("semaphore.acquire", mine));
    }
    --permits_;
  }
  bool try_acquire() {
    if (permits_ == 0) return false;
    --permits_;
    return true;
  }
  void release() {
    ++permits_;
    if (waiting_.empty()) return;
    const task_ref next = waiting_.front()->task;
    waiting_.pop_front();
    wake(next);
  }
  int available() const { return permits_; }

 private:
  struct waiter {
    explicit waiter(leaky_semaphore& s) : in(&s), task(this_task::self()) {}
    void withdraw() noexcept { std::erase(in->waiting_, this); }
    leaky_semaphore* in;
    task_ref task;
  };

  int permits_;
  std::deque<waiter*> waiting_;
};

/// What a semaphore is: a number of permits.
struct permits_model {
  int free = 0;

  bool acquire() { return free > 0 && free-- > 0; }
  bool release() { return ++free > 0; }
  friend bool operator==(const permits_model&, const permits_model&) = default;
};

}  // namespace cutpoint::unit
