#pragma once

#include <cstdint>

/// Called in a replay before each step, for debuggers: `break cutpoint_step if step == 7` stops
/// where step 7 is about to begin. It does nothing.
extern "C" void cutpoint_step(std::uint64_t step);
