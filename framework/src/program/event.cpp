#include <cutpoint/program/event.hpp>

namespace cutpoint {

void event::set() noexcept {
  used_.write();
  set_ = true;
  while (wait_node* const next = waiting_.pop_front()) next->waiter()->home->grant(*next);
}

}  // namespace cutpoint
