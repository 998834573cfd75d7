#pragma once

#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/kernel/wait_queue.hpp>
#include <cutpoint/program/awaitable.hpp>

#include <source_location>

namespace cutpoint {

/// Something that has happened or not: tasks wait until it has. It stays set until it is reset.
/// Threads: the run's.
class event {
 private:
  class wait_operation {
   public:
    explicit wait_operation(event& e) : event_(&e) {}
    bool ready() const noexcept { return event_->is_set(); }
    void complete(wait_node&) noexcept {}
    void enqueue(wait_node& node) noexcept {
      event_->used_.write();
      event_->waiting_.push_back(node);
    }
    void withdraw(wait_node& node) noexcept {
      event_->used_.write();
      event_->waiting_.erase(node);
    }
    void take() noexcept {}

   private:
    event* event_;
  };

 public:
  /// `operation` labels the suspension points at which tasks wait: `server.started`.
  explicit event(label operation = "event.wait") : operation_(operation) {}
  event(const event_record&) = delete;
  event& operator=(const event_record&) = delete;

  /// Waits until the event is set. Resumes: `set()`. Choices: one, also where it is set.
  awaitable<wait_operation> wait(std::source_location where = std::source_location::current()) {
    return awaitable<wait_operation>(site(operation_, where), *this);
  }

  /// Lets everybody go on who waits, in the order in which they came, and those who come until it
  /// is reset. Who was let go on goes on, also where it is reset before they run.
  void set() noexcept;
  /// From now on tasks wait again.
  void reset() noexcept {
    used_.write();
    set_ = false;
  }
  /// Whether waiting for it would not wait.
  bool is_set() const {
    used_.read();
    return set_;
  }

 private:
  shared_object used_;
  label operation_;
  bool set_ = false;
  wait_queue waiting_;
};

}  // namespace cutpoint
