#include <cutpoint/program/mutex.hpp>

namespace cutpoint {

void mutex_guard::unlock() noexcept {
  if (mutex* const held = std::exchange(held_, nullptr)) held->unlock();
}

// The line may hold waits for a condition that is not met, which go back to their own line.
void mutex::unlock() noexcept {
  used_.write();
  owner_ = nullptr;
  while (wait_node* const next = waiting_.pop_front()) {
    if (!next->attempt()) continue;
    next->waiter()->home->grant(*next);
    return;
  }
}

}  // namespace cutpoint
