#pragma once

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <deque>
#include <utility>

/// Notify of bug CB07: lets one task go on for each notification.
namespace cutpoint::zoo::cb07 {

/// As it was: one baton carries notifications and the wake-ups of stop callbacks, for all.
class notify_on_one_baton {
 public:
  void notify_one() { post(); }

  // Returns: whether it was notified; false where the caller was stopped.
  bool wait() {
    if (this_task::stop_requested()) return false;
    const stop_callback on_stop([this] { post(); });
    while (!posted_) {
      waiting_.push_back(this_task::self());
      await(park("notify.wait"));
    }
    posted_ = false;
    return !this_task::stop_requested();
  }

 private:
  void post() {
    posted_ = true;
    for (const task_ref t : std::exchange(waiting_, {})) wake(t);
  }

  bool posted_ = false;
  std::deque<task_ref> waiting_;
};

/// As it was mended: each waiter has a place of its own, used once.
class notify_by_queue {
 public:
  void notify_one() {
    if (waiting_.empty()) {
      ++unheard_;
      return;
    }
    waiter& next = *waiting_.front();
    waiting_.pop_front();
    next.notified = true;
    wake(next.task);
  }

  bool wait() {
    if (this_task::stop_requested()) return false;
    if (unheard_ > 0) {
      --unheard_;
      return true;
    }
    waiter mine{this_task::self()};
    waiting_.push_back(&mine);
    const stop_callback on_stop([&] {
      std::erase(waiting_, &mine);
      wake(mine.task);
    });
    await(park("notify.wait"));
    if (!this_task::stop_requested()) return true;
    if (mine.notified) notify_one();
    return false;
  }

 private:
  struct waiter {
    task_ref task;
    bool notified = false;
  };

  int unheard_ = 0;
  std::deque<waiter*> waiting_;
};

}  // namespace cutpoint::zoo::cb07
