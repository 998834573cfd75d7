#pragma once

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/kernel/wait_queue.hpp>
#include <cutpoint/program/awaitable.hpp>

#include <cstddef>
#include <source_location>
#include <utility>

namespace cutpoint {

class semaphore;

/// Holds permits of a `semaphore` and gives them back when it goes. Giving back never suspends.
/// Lifetime: the semaphore outlives it.
class [[nodiscard]] permit {
 public:
  /// `other` owns nothing any more.
  permit(permit&& other) noexcept
      : from_(other.from_), count_(std::exchange(other.count_, std::size_t{0})) {}
  permit& operator=(permit&& other) noexcept {
    std::swap(from_, other.from_);
    std::swap(count_, other.count_);
    return *this;
  }
  ~permit() { release(); }

  /// Returns: how many permits it holds; 0 once they were released or detached.
  std::size_t count() const { return count_; }
  /// Gives the permits back now, if that has not been done.
  void release() noexcept;
  /// Returns: how many it held. Whoever called owes the semaphore a `release` of as many.
  std::size_t detach() { return std::exchange(count_, std::size_t{0}); }

 private:
  friend class semaphore;
  permit(semaphore& from, std::size_t count) : from_(&from), count_(count) {}
  semaphore* from_;
  std::size_t count_;
};

/// A number of permits that tasks share, given out in FIFO order: who asks for many is not
/// overtaken by those behind it who ask for few.
///
/// A waiter is handed its permits by whoever releases them. If a stop reaches it before it runs, or
/// while it stands in line, those behind it get what they now can have. Threads: the run's.
class semaphore {
 private:
  class acquire_operation {
   public:
    acquire_operation(semaphore& from, std::size_t count) : from_(&from), count_(count) {}
    bool ready() const noexcept {
      from_->used_.read();
      return from_->available_ >= count_ && (in_line_ || from_->waiting_.empty());
    }
    void complete(wait_node&) noexcept {
      from_->used_.write();
      from_->available_ -= count_;
    }
    void enqueue(wait_node& node) noexcept;
    void withdraw(wait_node& node) noexcept;
    void give_back() noexcept { from_->release(count_); }
    permit take() noexcept { return permit(*from_, count_); }

   private:
    semaphore* from_;
    std::size_t count_;
    bool in_line_ = false;
  };

 public:
  /// `operation` labels the suspension points at which tasks acquire: `pool.acquire`.
  explicit semaphore(std::size_t permits, label operation = "semaphore.acquire")
      : operation_(operation), available_(permits) {}
  semaphore(const semaphore&) = delete;
  semaphore& operator=(const semaphore&) = delete;

  /// Waits until `count` permits are the task's, all at once. Gives a `permit`.
  /// Requires: `count` > 0. Resumes: whoever releases. Choices: one, also where they are free.
  awaitable<acquire_operation> acquire(
      std::size_t count = 1, std::source_location where = std::source_location::current()) {
    CUTPOINT_REQUIRE(count > 0, "a task acquires at least one permit");
    return awaitable<acquire_operation>(site(operation_, where), *this, count);
  }

  /// Adds `count` permits, whoever acquired them. Never suspends.
  void release(std::size_t count = 1) noexcept;

  /// Returns: how many permits nobody holds. Some may be left while tasks wait for more.
  std::size_t available() const {
    used_.read();
    return available_;
  }

 private:
  shared_object used_;
  label operation_;
  std::size_t available_;
  wait_queue waiting_;
};

}  // namespace cutpoint
