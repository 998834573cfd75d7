#pragma once

#include <cutpoint/coroutine.hpp>

#include <deque>
#include <utility>

namespace cutpoint::zoo::cb30 {

/// The lock of bug CB30.
class rw_lock {
 public:
  enum class counted { by_hand, by_a_guard };
  explicit rw_lock(counted how) : how_(how) {}

  task<> write() {
    if (how_ == counted::by_a_guard) {
      const waiting_writer mine(*this);
      while (held_) co_await queue();
    } else {
      ++waiting_writers_;
      while (held_) co_await queue();
      --waiting_writers_;
    }
    held_ = true;
  }

  task<> read() {
    while (held_ || waiting_writers_ > 0) co_await queue();
    held_ = true;
  }

  void unlock() {
    held_ = false;
    wake_all();
  }

 private:
  class waiting_writer {
   public:
    explicit waiting_writer(rw_lock& l) : lock_(&l) { ++lock_->waiting_writers_; }
    waiting_writer(const waiting_writer&) = delete;
    waiting_writer& operator=(const waiting_writer&) = delete;
    ~waiting_writer() {
      if (--lock_->waiting_writers_ == 0) lock_->wake_all();
    }

   private:
    rw_lock* lock_;
  };

  task<> queue() {
    queue_.push_back(this_task::self());
    co_await park("rw_lock.wait");
  }

  // Each looks again whether its turn has come; those that were dropped are not there to be woken.
  void wake_all() {
    for (const task_ref t : std::exchange(queue_, {})) wake(t);
  }

  counted how_;
  bool held_ = false;
  int waiting_writers_ = 0;
  std::deque<task_ref> queue_;
};

}  // namespace cutpoint::zoo::cb30
