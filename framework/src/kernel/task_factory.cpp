#include <cutpoint/kernel/task_factory.hpp>

namespace cutpoint {
namespace {

// Constant-initialised, so that a header may register before any dynamic initialisation ran.
const task_factory* registered = nullptr;

}  // namespace

const task_factory* stackful_factory() { return registered; }

const task_factory* register_stackful_factory(const task_factory& factory) {
  registered = &factory;
  return registered;
}

}  // namespace cutpoint
