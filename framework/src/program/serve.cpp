#include <cutpoint/program/serve.hpp>

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint::detail {

void serve(wait_queue& line) noexcept {
  while (wait_node* const first = line.front()) {
    if (!first->attempt()) return;
    line.erase(*first);
    first->waiter()->home->grant(*first);
  }
}

}  // namespace cutpoint::detail
