#include <cutpoint/program/acquire.hpp>

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint {

entry_id acquire(label kind, ownership owned_by, std::source_location where) {
  return this_kernel().acquire(kind, site(kind, where), owned_by);
}

void release(entry_id entry, std::source_location where) {
  this_kernel().release(entry, site({}, where));
}

void hand_over(entry_id entry, task_ref owner) { this_kernel().hand_over(entry, owner.get()); }

}  // namespace cutpoint
