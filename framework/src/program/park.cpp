#include <cutpoint/program/park.hpp>

namespace cutpoint {
namespace {

no_hooks nothing;

}  // namespace

awaitable<detail::park_operation<no_hooks>> park(label operation, std::source_location where) {
  return awaitable<detail::park_operation<no_hooks>>(site(operation, where), nothing);
}

void stop(task_ref t, stop_mode mode, stop_strength strength) {
  this_kernel().stop(t.get(), mode, strength);
}

bool wake(task_ref t) {
  this_kernel().uses(t.get(), object_use::write);
  wait_node* const node = t.get().node;
  return node != nullptr && node->heeds_wake() && this_kernel().grant(*node);
}

}  // namespace cutpoint
