#pragma once

#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/kernel/wait_queue.hpp>
#include <cutpoint/program/awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <source_location>
#include <utility>

namespace cutpoint {

class rwlock;

/// Holds an `rwlock` together with other readers. Unlocking never suspends.
class [[nodiscard]] shared_guard {
 public:
  /// `other` owns nothing any more.
  shared_guard(shared_guard&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  shared_guard& operator=(shared_guard&& other) noexcept {
    std::swap(held_, other.held_);
    return *this;
  }
  ~shared_guard() { unlock(); }

  bool owns_lock() const { return held_ != nullptr; }  ///< whether it will give back a shared lock
  /// Unlocks now, if it has not been done.
  void unlock() noexcept;

 private:
  friend class rwlock;
  explicit shared_guard(rwlock& l) : held_(&l) {}
  rwlock* held_;
};

/// Holds an `rwlock` alone. Unlocking never suspends.
class [[nodiscard]] exclusive_guard {
 public:
  /// `other` owns nothing any more.
  exclusive_guard(exclusive_guard&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  exclusive_guard& operator=(exclusive_guard&& other) noexcept {
    std::swap(held_, other.held_);
    return *this;
  }
  ~exclusive_guard() { unlock(); }

  bool owns_lock() const { return held_ != nullptr; }  ///< whether it will give back the lock
  /// Unlocks now, if it has not been done.
  void unlock() noexcept;

 private:
  friend class rwlock;
  explicit exclusive_guard(rwlock& l) : held_(&l) {}
  rwlock* held_;
};

/// A lock that many tasks may hold shared, or one exclusively. First come, first served: a reader
/// that comes while a writer waits stands behind it, so neither starves. A task that holds it
/// shared and asks again, while a writer waits, waits for ever.
///
/// Unlocking hands it to the first in line, and where that is a reader, to all readers up to the
/// next writer. If a stop reaches one of them before it runs, or while it stands in line, those
/// behind it go on as if it had not come. Threads: the run's.
class rwlock {
 private:
  enum class access : std::uint8_t { shared, exclusive };

  class request {
   public:
    request(rwlock& l, access wanted) : lock_(&l), wanted_(wanted) {}
    bool ready() const noexcept {
      lock_->used_.read();
      return lock_->free_for(wanted_) && (in_line_ || lock_->waiting_.empty());
    }
    void complete(wait_node& node) noexcept;
    void enqueue(wait_node& node) noexcept;
    void withdraw(wait_node& node) noexcept;
    void give_back() noexcept { lock_->unlock(wanted_); }
    const task_control* waits_for() const noexcept { return lock_->writer_; }

   protected:
    rwlock* lock_;

   private:
    access wanted_;
    bool in_line_ = false;
  };

  struct lock_shared_operation : request {
    explicit lock_shared_operation(rwlock& l) : request(l, access::shared) {}
    shared_guard take() noexcept { return shared_guard(*lock_); }
  };
  struct lock_exclusive_operation : request {
    explicit lock_exclusive_operation(rwlock& l) : request(l, access::exclusive) {}
    exclusive_guard take() noexcept { return exclusive_guard(*lock_); }
  };

 public:
  /// The labels name the suspension points at which tasks lock it.
  explicit rwlock(label shared_operation = "rwlock.shared",
                  label exclusive_operation = "rwlock.exclusive")
      : shared_operation_(shared_operation), exclusive_operation_(exclusive_operation) {}
  rwlock(const rwlock&) = delete;
  rwlock& operator=(const rwlock&) = delete;

  /// Waits until the task holds the lock, perhaps with other readers. Gives a `shared_guard`.
  /// Resumes: whoever unlocks. Choices: one, also where the lock is free.
  awaitable<lock_shared_operation> lock_shared(
      std::source_location where = std::source_location::current()) {
    return awaitable<lock_shared_operation>(site(shared_operation_, where), *this);
  }
  /// Waits until the task alone holds the lock. Gives an `exclusive_guard`; else as `lock_shared`.
  awaitable<lock_exclusive_operation> lock_exclusive(
      std::source_location where = std::source_location::current()) {
    return awaitable<lock_exclusive_operation>(site(exclusive_operation_, where), *this);
  }

  /// Returns: how many tasks hold it shared.
  std::size_t readers() const {
    used_.read();
    return readers_;
  }
  /// Returns: whether a task holds it alone.
  bool locked_exclusively() const {
    used_.read();
    return writer_ != nullptr;
  }

 private:
  friend class shared_guard;
  friend class exclusive_guard;
  bool free_for(access wanted) const noexcept {
    return writer_ == nullptr && (wanted == access::shared || readers_ == 0);
  }
  void unlock(access held) noexcept;

  shared_object used_;
  label shared_operation_;
  label exclusive_operation_;
  std::size_t readers_ = 0;
  task_control* writer_ = nullptr;
  wait_queue waiting_;
};

}  // namespace cutpoint
