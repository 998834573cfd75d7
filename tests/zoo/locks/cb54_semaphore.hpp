#pragma once

#include <cutpoint/fiber.hpp>

#include <deque>

namespace cutpoint::zoo::cb54 {

/// The semaphore of bug CB54.
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

}  // namespace cutpoint::zoo::cb54
