#pragma once

#include <ctime>

namespace cutpoint::bench {

/// Returns: the processor time that this process has used. It stands still while others have the
/// processor, as wall time does not. Units: nanoseconds, in steps of 1,000.
inline double processor_time_ns() {
  return static_cast<double>(std::clock()) * (1e9 / CLOCKS_PER_SEC);
}

}  // namespace cutpoint::bench
