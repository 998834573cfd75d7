#include "cutpoint_step.hpp"

// Compiled with debug information in every build, so that a condition can name the step.
[[gnu::noinline, gnu::used]] void cutpoint_step(std::uint64_t step) {
  asm volatile("" : : "r"(step) : "memory");
}
