#pragma once

#include <chrono>

namespace cutpoint {

/// Marks time points of virtual time, which starts at zero in each run.
struct virtual_epoch {
  using duration = std::chrono::nanoseconds;                  ///< as the standard asks of a clock
  using rep = duration::rep;                                  ///< as the standard asks of a clock
  using period = duration::period;                            ///< as the standard asks of a clock
  using time_point = std::chrono::time_point<virtual_epoch>;  ///< as the standard asks of a clock
  static constexpr bool is_steady = true;                     ///< it never goes back
};

/// A moment of a run. Units: virtual nanoseconds since the run began.
using virtual_time = std::chrono::time_point<virtual_epoch, std::chrono::nanoseconds>;

/// A length of virtual time. Units: nanoseconds.
using virtual_duration = std::chrono::nanoseconds;

}  // namespace cutpoint
