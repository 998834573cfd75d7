#include <cutpoint/program/await_in_destructor.hpp>

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint::detail {

destructor_section::destructor_section(task_control& owner) : owner_(&owner) {
  ++owner_->shields;
  ++owner_->in_destructors;
}

destructor_section::~destructor_section() {
  --owner_->in_destructors;
  owner_->home->leave_shield(*owner_);
}

task_control* find_destructor_owner(const site& where) {
  task_control& owner = this_kernel().current();
  CUTPOINT_REQUIRE(owner.ops->suspend != nullptr, "a destructor in a coroutine cannot wait");
  if (!owner.stop.dropping) return &owner;
  owner.home->violate(oracle::suspended_after_stop, where.operation,
                      "a destructor suspends while its frame is dropped", where);
  return nullptr;
}

bool suspend_in_destructor(task_control& owner, const wait_node& node) {
  owner.ops->suspend(owner);
  if (!owner.stop.dropping) return true;
  owner.home->violate(oracle::suspended_after_stop, node.where().operation,
                      "the frame is dropped while one of its destructors waits", node.where());
  return false;
}

}  // namespace cutpoint::detail
