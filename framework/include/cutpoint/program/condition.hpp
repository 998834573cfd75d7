#pragma once

#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/kernel/wait_queue.hpp>
#include <cutpoint/program/awaitable.hpp>
#include <cutpoint/program/may_be_temporary.hpp>
#include <cutpoint/program/mutex.hpp>

#include <cstdint>
#include <source_location>
#include <type_traits>
#include <utility>

namespace cutpoint {

class condition;

namespace detail {

/// A wait for a notification: it stands first in the line of the condition, then in that of the
/// mutex, and is granted when the mutex is its task's again.
class condition_wait {
 public:
  condition_wait(condition& c, mutex_guard& guard);
  condition_wait(const condition_wait&) = delete;
  condition_wait& operator=(const condition_wait&) = delete;
  // However a stop ends the wait, also before it began: the guard is unlocked.
  ~condition_wait() {
    if (!taken_) guard_->unlock();
  }

  bool ready() const noexcept { return began() && mutex_free(); }
  void enqueue(wait_node& node) noexcept;
  void complete(wait_node& node) noexcept;
  void withdraw(wait_node& node) noexcept;
  void give_back() noexcept;
  void take() noexcept;
  const task_control* waits_for() const noexcept;

 protected:
  bool began() const noexcept { return place_ != place::begins; }
  bool mutex_free() const noexcept { return !mutex_->locked(); }

 private:
  void use() const noexcept;

  enum class place : std::uint8_t { begins, line_of_condition, line_of_mutex };

  condition* condition_;
  mutex_guard* guard_;
  mutex* mutex_;
  place place_ = place::begins;
  bool spent_notify_one_ = false;
  bool taken_ = false;
};

template <class Predicate>
class condition_wait_until : public condition_wait {
 public:
  static constexpr bool fit_for_co_await = may_be_temporary<Predicate>;

  condition_wait_until(condition& c, mutex_guard& guard, Predicate&& predicate)
      : condition_wait(c, guard), predicate_(std::forward<Predicate>(predicate)) {}
  bool ready() const noexcept { return (!began() || mutex_free()) && predicate_(); }

 private:
  mutable std::decay_t<Predicate> predicate_;
};

}  // namespace detail

/// Lets tasks that hold a mutex wait until another says that something has changed.
///
/// Waiting unlocks the guard. A notified task stands in the line of the mutex, in FIFO order with
/// those that lock it, and goes on when it owns it again; there are no spurious wake-ups. If a stop
/// ends the wait, the guard is left unlocked, and a `notify_one` that the task had already been
/// given goes to the next one that waits. Nothing remembers a notification when nobody waits.
/// Threads: the run's. Lifetime: the guard, and the mutex, outlive the wait.
class condition {
 public:
  /// `operation` labels the suspension points at which tasks wait: `queue.not_empty`.
  explicit condition(label operation = "condition.wait") : operation_(operation) {}
  condition(const condition&) = delete;
  condition& operator=(const condition&) = delete;

  /// Unlocks `guard`, waits until notified, and locks it again.
  /// Requires: `guard` owns its mutex. Resumes: whoever unlocks the mutex after the notification,
  /// or the notification itself where it is free. Choices: one.
  awaitable<detail::condition_wait> wait(
      mutex_guard& guard, std::source_location where = std::source_location::current()) {
    return awaitable<detail::condition_wait>(site(operation_, where), *this, guard);
  }

  /// The same until `predicate()` is true, which it may be at once; the guard then stays locked.
  ///
  /// A notified task for which it is false stands in the line of the condition again, at the end,
  /// without having run: its notification is spent. So `predicate` is called where the mutex falls
  /// to the task, in the name of whoever unlocks or notifies. It neither suspends nor throws.
  template <class Predicate>
  awaitable<detail::condition_wait_until<Predicate>> wait(
      mutex_guard& guard, Predicate&& predicate,
      std::source_location where = std::source_location::current()) {
    return awaitable<detail::condition_wait_until<Predicate>>(site(operation_, where), *this, guard,
                                                              std::forward<Predicate>(predicate));
  }

  /// Notifies the task that has waited longest. With or without the mutex; never suspends.
  void notify_one() noexcept;
  /// Notifies every task that waits now, in the order in which they came.
  void notify_all() noexcept;

 private:
  friend class detail::condition_wait;
  enum class notice : std::uint8_t { one, all };
  void notify(wait_node& node, notice given) noexcept;

  shared_object used_;
  label operation_;
  notice given_ = notice::one;  ///< what the node that is being notified is given
  wait_queue waiting_;
};

}  // namespace cutpoint
