#pragma once

#include <cutpoint/fiber.hpp>

#include <deque>

namespace cutpoint::zoo::cb47 {

/// The lock of bug CB47.
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

}  // namespace cutpoint::zoo::cb47
