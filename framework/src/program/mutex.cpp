#include <cutpoint/program/mutex.hpp>

namespace cutpoint {

void mutex_guard::unlock() {
  if (mutex* const held = std::exchange(held_, nullptr)) held->unlock();
}

void mutex::unlock() noexcept {
  wait_node* const next = waiting_.pop_front();
  owner_ = next != nullptr ? next->waiter() : nullptr;
  if (next != nullptr) next->waiter()->home->grant(*next);
}

}  // namespace cutpoint
