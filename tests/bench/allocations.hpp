#pragma once

#include <cstdint>

namespace cutpoint::bench {

/// Returns: how often this process has called `operator new`.
std::uint64_t allocations();

}  // namespace cutpoint::bench
