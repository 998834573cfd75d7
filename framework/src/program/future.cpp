#include <cutpoint/program/future.hpp>

namespace cutpoint::detail {

void future_state::settle(std::exception_ptr error) noexcept {
  used.write();
  settled_ = true;
  error_ = std::move(error);
  while (wait_node* const next = waiting.pop_front()) next->waiter()->home->grant(*next);
}

}  // namespace cutpoint::detail
