#pragma once

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <deque>

namespace cutpoint::zoo::cb03 {

/// The weighted semaphore of bug CB03.
class weighted_semaphore {
 public:
  enum class leaver { just_leaves, serves_those_behind };
  weighted_semaphore(int size, leaver what) : what_(what), free_(size) {}

  // Returns: false where the caller's stop came first.
  bool acquire(int wanted) {
    if (waiting_.empty() && wanted <= free_) {
      free_ -= wanted;
      return true;
    }
    waiter mine{this_task::self(), wanted};
    waiting_.push_back(&mine);
    if (!this_task::stop_requested()) {
      const stop_callback on_stop([&] { wake(mine.task); });
      await(park("semaphore.acquire"));
    }
    if (mine.served) return true;
    const bool was_head = waiting_.front() == &mine;
    std::erase(waiting_, &mine);
    if (what_ == leaver::serves_those_behind && was_head) serve();
    return false;
  }

  void release(int given) {
    free_ += given;
    serve();
  }

  bool conserves_work() const { return waiting_.empty() || waiting_.front()->wanted > free_; }

 private:
  struct waiter {
    task_ref task;
    int wanted;
    bool served = false;
  };

  void serve() {
    while (!waiting_.empty() && waiting_.front()->wanted <= free_) {
      waiter& next = *waiting_.front();
      waiting_.pop_front();
      free_ -= next.wanted;
      next.served = true;
      wake(next.task);
    }
  }

  leaver what_;
  int free_;
  std::deque<waiter*> waiting_;
};

}  // namespace cutpoint::zoo::cb03
