#pragma once

#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/kernel/wait_queue.hpp>
#include <cutpoint/program/awaitable.hpp>

#include <source_location>
#include <utility>

namespace cutpoint {

class mutex;

namespace detail {
class condition_wait;
}  // namespace detail

/// Holds a `mutex` and unlocks it. Unlocking never suspends, so a stop cannot come in between.
class [[nodiscard]] mutex_guard {
 public:
  /// `other` owns nothing any more.
  mutex_guard(mutex_guard&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  mutex_guard& operator=(mutex_guard&& other) noexcept {
    std::swap(held_, other.held_);
    return *this;
  }
  ~mutex_guard() { unlock(); }

  bool owns_lock() const { return held_ != nullptr; }  ///< whether it will unlock a mutex
  /// Unlocks now, if it has not been done.
  void unlock() noexcept;

 private:
  friend class mutex;
  friend class detail::condition_wait;
  explicit mutex_guard(mutex& m) : held_(&m) {}
  mutex* held_;
};

/// Mutual exclusion among tasks, in FIFO order: unlocking hands the mutex to the one that has
/// waited longest. If a stop reaches that one before it runs, the mutex goes to the next in line.
class mutex {
 private:
  class lock_operation {
   public:
    explicit lock_operation(mutex& m) : mutex_(&m) {}
    bool ready() const noexcept {
      mutex_->used_.arrive();
      return mutex_->owner_ == nullptr;
    }
    void complete(wait_node& node) noexcept {
      mutex_->used_.write();
      mutex_->owner_ = node.waiter();
    }
    void enqueue(wait_node& node) noexcept {
      if (node.state() == wait_state::idle)
        mutex_->used_.join_line();
      else
        mutex_->used_.write();
      // It has taken it in this step, maybe: whoever was in front of it could not line up before.
      if (mutex_->owner_ == node.waiter()) mutex_->used_.tell_line();
      mutex_->waiting_.push_back(node);
    }
    void withdraw(wait_node& node) noexcept {
      mutex_->used_.write();
      mutex_->waiting_.erase(node);
    }
    void give_back() noexcept { mutex_->unlock(); }
    mutex_guard take() noexcept { return mutex_guard(*mutex_); }
    const task_control* waits_for() const noexcept { return mutex_->owner_; }
    awaited_lock awaits_lock() const noexcept {
      return {.lock = mutex_->used_.id(), .held = mutex_->owner_ != nullptr};
    }

   private:
    mutex* mutex_;
  };

 public:
  /// `operation` labels the suspension points at which tasks lock it: `pool.lock`.
  explicit mutex(label operation = "mutex.lock") : operation_(operation) {}
  mutex(const mutex&) = delete;
  mutex& operator=(const mutex&) = delete;

  /// Waits until the mutex is the task's. Gives a `mutex_guard`.
  /// Resumes: whoever unlocks. Choices: one, also where the mutex is free.
  awaitable<lock_operation> lock(std::source_location where = std::source_location::current()) {
    return awaitable<lock_operation>(site(operation_, where), *this);
  }

  /// Whether some task owns it.
  bool locked() const {
    used_.read();
    used_.tell_line();
    return owner_ != nullptr;
  }

 private:
  friend class mutex_guard;
  friend class detail::condition_wait;
  void unlock() noexcept;

  shared_object used_;
  label operation_;
  task_control* owner_ = nullptr;
  wait_queue waiting_;
};

}  // namespace cutpoint
