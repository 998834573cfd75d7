// CB46. AsyncMutex of repoprompt, Swift: repoprompt/repoprompt-ce#492.
//
// Cancelling a waiter only starts a task that is to take it out of the queue. Before that task
// runs, the owner unlocks and grants the mutex to the cancelled waiter, which goes in.
//
// Promise: a task that was cancelled before the mutex was granted to it never enters.
//
// In Swift a cancellation sets a flag and calls handlers, and interrupts no wait: `request`.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace cutpoint::zoo {
namespace {

class async_mutex {
 public:
  enum class cancelled_waiter { is_removed_later, is_settled_at_once };
  explicit async_mutex(cancelled_waiter what) : what_(what) {}

  /// Returns: false where the caller was cancelled first.
  bool lock() {
    const task_ref self = this_task::self();
    if (!owner_) {
      owner_ = self;
      return true;
    }
    if (this_task::stop_requested()) return false;
    waiting_.push_back(self);
    const stop_callback on_cancel([this, self] { cancel(self); });
    await(park("mutex.lock"));
    return owner_ == self;
  }

  void unlock() {
    owner_.reset();
    if (waiting_.empty()) return;
    owner_ = waiting_.front();
    waiting_.pop_front();
    wake(*owner_);
  }

 private:
  void cancel(task_ref waiter) {
    if (what_ == cancelled_waiter::is_settled_at_once) return remove(waiter);
    cancelled_.push_back(waiter);
    wake(remover_.ref());
  }
  void remove(task_ref waiter) {
    if (std::erase(waiting_, waiter) > 0) wake(waiter);
  }

  cancelled_waiter what_;
  std::optional<task_ref> owner_;
  std::deque<task_ref> waiting_;
  std::vector<task_ref> cancelled_;
  // Stands for the tasks that cancellations start.
  task_handle<void> remover_ = spawn("remover", [this] {
    for (;; await(park("mutex.removals")))
      for (const task_ref waiter : std::exchange(cancelled_, {})) remove(waiter);
  });
};

program owner_and_waiter(async_mutex::cancelled_waiter what) {
  return make_program([what] {
    async_mutex mutex(what);
    bool granted = false;
    bool entered_too_late = false;
    const auto kept_out =
        always("who was cancelled before the grant stays out", [&] { return !entered_too_late; });
    mutex.lock();
    auto waiter = spawn("waiter", [&] {
      bool cancelled_first = false;
      const stop_callback on_cancel([&] { cancelled_first = !granted; });
      if (!mutex.lock()) return;
      entered_too_late = cancelled_first;
      mutex.unlock();
    });
    await(yield("critical section"));
    granted = true;
    mutex.unlock();
    await(waiter.join());
  });
}

const on_show cb46({
    .id = "CB46",
    .title = "a cancelled waiter is granted the mutex before its removal runs",
    .expected = {.tasks = 3, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant,
                  .subject = "who was cancelled before the grant stays out",
                  .task = {}},
    .buggy = owner_and_waiter(async_mutex::cancelled_waiter::is_removed_later),
    .fixed = owner_and_waiter(async_mutex::cancelled_waiter::is_settled_at_once),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
