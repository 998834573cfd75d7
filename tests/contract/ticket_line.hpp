#pragma once

#include <cutpoint/program/park.hpp>

#include <deque>

namespace cutpoint::contract {

/// A line of tasks that wait for tickets, written by somebody who forgot that a task may be
/// stopped.
class ticket_line {
 public:
  void stand_in(task_ref who) { waiting_.push_back(who); }
  void hand_out_ticket() {
    if (waiting_.empty()) return;
    const task_ref first = waiting_.front();
    waiting_.pop_front();
    wake(first);
  }

 private:
  std::deque<task_ref> waiting_;
};

}  // namespace cutpoint::contract
