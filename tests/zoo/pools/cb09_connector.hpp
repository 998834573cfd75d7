#pragma once

#include <cutpoint/coroutine.hpp>

#include <algorithm>
#include <deque>

namespace cutpoint::zoo::cb09 {

/// The connection limit of bug CB09.
class connector {
 public:
  enum class not_in_queue { means_nothing, means_served };
  explicit connector(not_in_queue what) : what_(what) {}

  task<> connect() {
    while (connected_ == limit) {
      const task_ref self = this_task::self();
      waiting_.push_back(self);
      try {
        co_await park("connector.connect");
      } catch (const cancelled&) {
        const bool served = std::erase(waiting_, self) == 0;
        if (served && what_ == not_in_queue::means_served) wake_next();
        throw;
      }
    }
    ++connected_;
  }

  void close() {
    --connected_;
    wake_next();
  }

 private:
  static constexpr int limit = 1;

  void wake_next() {
    while (!waiting_.empty()) {
      const task_ref next = waiting_.front();
      waiting_.pop_front();
      if (wake(next)) return;
    }
  }

  not_in_queue what_;
  int connected_ = 0;
  std::deque<task_ref> waiting_;
};

}  // namespace cutpoint::zoo::cb09
