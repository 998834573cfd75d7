#pragma once

#include <chrono>

namespace cutpoint {

/// Marks time points of virtual time, which starts at zero in each run.
struct virtual_epoch {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<virtual_epoch>;
  static constexpr bool is_steady = true;
};

/// A moment of a run. Units: virtual nanoseconds since the run began.
using virtual_time = std::chrono::time_point<virtual_epoch, std::chrono::nanoseconds>;

/// A length of virtual time. Units: nanoseconds.
using virtual_duration = std::chrono::nanoseconds;

}  // namespace cutpoint
