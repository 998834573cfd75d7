#pragma once

#include <cstdint>

namespace cutpoint::allocations {

/// Returns: how often this process has called `operator new`.
std::uint64_t count();

}  // namespace cutpoint::allocations
