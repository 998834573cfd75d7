#include <cutpoint/program/ending.hpp>

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program/park.hpp>

namespace cutpoint::detail {

awaitable<end_of_task> shielded_join(task_control& t) {
  return awaitable<end_of_task>(site("shielded join", {}), t);
}

task_control* ending::next() {
  while (stopped_ < owned_->size()) {
    task_control& t = *(*owned_)[stopped_++];
    t.home->uses(t, object_use::write);
    // A task that was stopped already is on its way out; another stop would only hit its cleanup.
    if (t.stop.pending || t.stop.thrown) continue;
    t.home->stop(t, owner_->stop.level ? stop_mode::level : stop_mode::edge);
  }
  while (ended_ < owned_->size() && task_ref(*(*owned_)[ended_]).ended()) ++ended_;
  return ended_ < owned_->size() ? (*owned_)[ended_] : nullptr;
}

}  // namespace cutpoint::detail
