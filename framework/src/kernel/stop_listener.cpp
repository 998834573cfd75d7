#include <cutpoint/kernel/stop_listener.hpp>

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/kernel/task.hpp>

namespace cutpoint {

stop_listener::stop_listener(task_control& target) : target_(&target) {
  // A task that is not part of a run yet is nobody else's business.
  if (target.home != nullptr) target.home->hear_stops(target);
  // Registration order is the order of the calls; lists are short.
  stop_listener** end = &target.listeners;
  while (*end != nullptr) {
    previous_ = *end;
    end = &(*end)->next_;
  }
  *end = this;
}

stop_listener::~stop_listener() {
  if (target_ == nullptr) return;
  if (target_->home != nullptr) target_->home->uses(*target_, object_use::write);
  (previous_ != nullptr ? previous_->next_ : target_->listeners) = next_;
  if (next_ != nullptr) next_->previous_ = previous_;
}

}  // namespace cutpoint
