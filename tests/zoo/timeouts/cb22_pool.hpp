#pragma once

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <chrono>
#include <deque>

namespace cutpoint::zoo::cb22 {

/// The connection pool of bug CB22.
class pool {
 public:
  enum class too_late_to_disarm { is_not_looked_at, recycles_the_connection };
  explicit pool(too_late_to_disarm what) : what_(what) {}

  // Returns: false where no connection came in time.
  bool acquire_for(virtual_duration limit) {
    if (idle_ == 0) {
      request mine(this_task::self());
      waiting_.push_back(&mine);
      this_kernel().clock().arm(mine, this_run::now() + limit);
      await(park("pool.acquire"));
      std::erase(waiting_, &mine);
      if (mine.timed_out) return false;
    } else {
      --idle_;
    }
    ++lent_;
    return true;
  }

  void release() {
    --lent_;
    recycle();
  }

  bool counts_right() const { return idle_ + lent_ == connections; }

 private:
  static constexpr int connections = 1;

  struct request final : timer {
    explicit request(task_ref t) : task(t) {}
    ~request() { this_kernel().clock().disarm(*this); }
    const task_control* waiter() const noexcept override { return &task.get(); }
    void fire() noexcept override {
      timed_out = true;
      wake(task);
    }
    task_ref task;
    bool timed_out = false;
  };

  void recycle() {
    while (!waiting_.empty()) {
      request& next = *waiting_.front();
      waiting_.pop_front();
      const bool disarmed = next.armed();
      this_kernel().clock().disarm(next);
      if (what_ == too_late_to_disarm::recycles_the_connection && !disarmed) continue;
      wake(next.task);
      return;
    }
    ++idle_;
  }

  too_late_to_disarm what_;
  int idle_ = connections;
  int lent_ = 0;
  std::deque<request*> waiting_;
};

}  // namespace cutpoint::zoo::cb22
