#pragma once

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <deque>
#include <optional>

namespace cutpoint::zoo::cb02 {

/// The lock of bug CB02.
class lock {
 public:
  enum class dead_entry { stays_until_its_task_runs, goes_with_the_release };
  explicit lock(dead_entry what) : what_(what) {}

  void acquire() {
    if (!owner_ && waiting_.empty()) {
      owner_ = this_task::self();
      return;
    }
    entry mine{this_task::self()};
    waiting_.push_back(&mine);
    try {
      await(park("lock.acquire", mine));
    } catch (...) {
      std::erase(waiting_, &mine);
      if (owner_ == this_task::self()) release();
      throw;
    }
    std::erase(waiting_, &mine);
  }

  void release() {
    owner_.reset();
    if (what_ == dead_entry::goes_with_the_release)
      std::erase_if(waiting_, [](const entry* e) { return e->dead; });
    const auto alive = std::ranges::find(waiting_, false, &entry::dead);
    if (alive == waiting_.end()) return;
    owner_ = (*alive)->task;
    wake((*alive)->task);
  }

 private:
  struct entry {
    void withdraw() noexcept { dead = true; }
    task_ref task;
    bool dead = false;
  };

  dead_entry what_;
  std::optional<task_ref> owner_;
  std::deque<entry*> waiting_;
};

}  // namespace cutpoint::zoo::cb02
