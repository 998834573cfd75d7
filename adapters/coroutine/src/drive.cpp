#include <cutpoint/coroutine/await.hpp>

#include "run_leaves.hpp"

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint::coroutines {

void drive(std::coroutine_handle<> frame) {
  task_control& self = this_kernel().current();
  CUTPOINT_REQUIRE(self.ops->suspend != nullptr, "a coroutine writes co_await instead of await");
  self.leaf = frame.address();
  for (;;) {
    run_leaves(self);
    if (frame.done()) return;
    CUTPOINT_REQUIRE(self.phase != task_phase::running,
                     "a coroutine waits for something that is no suspension of Cutpoint's");
    self.ops->suspend(self);
  }
}

}  // namespace cutpoint::coroutines
