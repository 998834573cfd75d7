#pragma once

#include "contract/support.hpp"

#include <cutpoint/program/park.hpp>
#include <cutpoint/program/this_task.hpp>

#include <deque>

namespace cutpoint::contract {

/// A semaphore such as a user writes it on `park` and `wake`, with both hooks.
class permits {
 public:
  explicit permits(unsigned free) : free_(free) {}

  /// A place in the line. Whoever finds none free stands here: `park("permit", place)`.
  class place {
   public:
    place(permits& in, story& tell) : in_(&in), tell_(&tell), who_(this_task::self()) {
      in_->line_.push_back(this);
    }
    place(const place&) = delete;
    place& operator=(const place&) = delete;

    void withdraw() noexcept {
      (*tell_)("withdrawn");
      std::erase(in_->line_, this);
    }
    void give_back() noexcept {
      (*tell_)("given back");
      in_->release();
    }

   private:
    friend class permits;
    permits* in_;
    story* tell_;
    task_ref who_;
  };

  bool try_take() {
    if (free_ == 0) return false;
    --free_;
    return true;
  }

  /// Hands the permit to the head of the line, or keeps it.
  void release() {
    if (line_.empty()) {
      ++free_;
      return;
    }
    place* const head = line_.front();
    line_.pop_front();
    wake(head->who_);
  }

  unsigned free() const { return free_; }
  std::size_t waiting() const { return line_.size(); }

 private:
  unsigned free_;
  std::deque<place*> line_;
};

}  // namespace cutpoint::contract
