#include <cutpoint/program/shield.hpp>

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint {

shield::shield() : shielded_(&this_kernel().current()) { ++shielded_->shields; }

shield::~shield() { shielded_->home->leave_shield(*shielded_); }

}  // namespace cutpoint
