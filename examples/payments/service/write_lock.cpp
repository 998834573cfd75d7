#include "write_lock.hpp"

#include <cutpoint/program.hpp>

namespace payments {

void write_lock::release(const connection& c) noexcept {
  if (holder_ != &c) return;
  holder_ = nullptr;
  cutpoint::wait_node* const first = line_.pop_front();
  if (first == nullptr) return;
  first->attempt();
  cutpoint::this_kernel().grant(*first);
}

}  // namespace payments
