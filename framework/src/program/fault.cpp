#include <cutpoint/program/fault.hpp>

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint {

bool fault(label what, std::source_location where) {
  return this_kernel().draw_fault(site(what, where));
}

}  // namespace cutpoint
