#include <cutpoint/kernel/disturbance.hpp>

namespace cutpoint {
namespace {

constinit disturbance in_force;

}  // namespace

const disturbance& current_disturbance() { return in_force; }

void set_disturbance(const disturbance& d) { in_force = d; }

}  // namespace cutpoint
