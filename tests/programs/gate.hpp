#pragma once

#include <cutpoint/program/park.hpp>
#include <cutpoint/program/this_task.hpp>

#include <algorithm>
#include <vector>

namespace cutpoint::programs {

/// Lets one waiter pass for each ticket, first come, first served. `Stopped` says what becomes of a
/// waiter, or of its ticket, when a stop ends its wait.
template <class Stopped>
class gate {
 public:
  void pass() {
    waiting_.push_back(this_task::self());
    Stopped hooks(*this, this_task::self());
    await(park("gate.pass", hooks));
  }

  void give_ticket() {
    while (!waiting_.empty()) {
      const task_ref first = waiting_.front();
      waiting_.erase(waiting_.begin());
      if (wake(first)) return;
    }
  }

  void leave(task_ref waiter) { std::erase(waiting_, waiter); }

 private:
  std::vector<task_ref> waiting_;
};

/// A ticket that was given to a stopped waiter is lost.
struct ticket_is_lost {
  ticket_is_lost(gate<ticket_is_lost>&, task_ref) {}
};

/// The next in line gets it.
struct ticket_is_passed_on {
  ticket_is_passed_on(gate<ticket_is_passed_on>& in_, task_ref waiter_)
      : in(&in_), waiter(waiter_) {}
  void withdraw() noexcept { in->leave(waiter); }
  void give_back() noexcept { in->give_ticket(); }

  gate<ticket_is_passed_on>* in;
  task_ref waiter;
};

}  // namespace cutpoint::programs
