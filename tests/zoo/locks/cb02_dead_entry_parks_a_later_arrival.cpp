// CB02. anyio.Lock, Python: agronholm/anyio#1145.
//
// A stop kills the entry of a task that waits for the lock, but the entry stays in the queue until
// that task runs. A release in between steps over it, finds nobody alive and leaves the lock free.
// Whoever arrives then sees a queue that is not empty, and stands in line; the stopped task removes
// its own entry and, not being the owner, wakes nobody.
//
// Promise: nobody waits while the lock is free.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <deque>
#include <optional>

namespace cutpoint::zoo {
namespace {

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

program a_waiter_and_a_later_arrival(lock::dead_entry what) {
  return make_program([what] {
    lock shared(what);
    shared.acquire();
    auto a = spawn("a", [&] {
      shared.acquire();
      shared.release();
    });
    auto b = spawn("b", [&] {
      await(yield("on its way"));
      shared.acquire();
      shared.release();
    });
    await(yield("critical section"));
    shared.release();
    await(a.join());
    await(b.join());
  });
}

const on_show cb02({
    .id = "CB02",
    .title = "a dead entry in a lock's queue parks a later arrival on a free lock",
    .expected = {.tasks = 3, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "lock.acquire", .task = "main/b"},
    .buggy = a_waiter_and_a_later_arrival(lock::dead_entry::stays_until_its_task_runs),
    .fixed = a_waiter_and_a_later_arrival(lock::dead_entry::goes_with_the_release),
});

}  // namespace
}  // namespace cutpoint::zoo
