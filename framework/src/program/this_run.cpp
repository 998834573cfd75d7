#include <cutpoint/program/this_run.hpp>

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint::this_run {

bool undisturbed() { return this_kernel().undisturbed(); }

virtual_time now() { return this_kernel().clock().now(); }

}  // namespace cutpoint::this_run
