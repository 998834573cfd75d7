#pragma once

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <deque>
#include <optional>

namespace cutpoint::zoo::cb10 {

/// The queue of bug CB10.
class queue {
 public:
  enum class put_does { hand_over_the_item, wake_only };
  explicit queue(put_does what) : what_(what) {}

  int get() {
    while (items_.empty()) {
      getter mine(*this);
      getters_.push_back(&mine);
      await(park("queue.get", mine));
      if (mine.item) return *mine.item;
    }
    const int item = items_.front();
    items_.pop_front();
    return item;
  }

  void put(int item) {
    items_.push_back(item);
    wake_next();
  }

  std::size_t size() const { return items_.size(); }

 private:
  struct getter {
    explicit getter(queue& in_) : in(&in_), task(this_task::self()) {}
    void withdraw() noexcept { std::erase(in->getters_, this); }
    void give_back() noexcept {
      if (in->what_ == put_does::wake_only && !in->items_.empty()) in->wake_next();
    }
    queue* in;
    task_ref task;
    std::optional<int> item;
  };

  void wake_next() {
    if (getters_.empty()) return;
    getter& next = *getters_.front();
    getters_.pop_front();
    if (what_ == put_does::hand_over_the_item) {
      next.item = items_.front();
      items_.pop_front();
    }
    wake(next.task);
  }

  put_does what_;
  std::deque<int> items_;
  std::deque<getter*> getters_;
};

}  // namespace cutpoint::zoo::cb10
