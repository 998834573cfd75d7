#pragma once

#include "shared_state.hpp"

#include <chrono>
#include <cstdint>

namespace cutpoint {

/// Tells, from outside, whether a worker waits for something that never comes.
class stall_watch {
 public:
  stall_watch(int worker, const shared_state& state, std::chrono::milliseconds patience);

  /// Returns: how long to wait before the next look.
  std::chrono::milliseconds glance() const;
  /// Returns: whether the worker has been idle, with nothing to show for it, for too long.
  bool look();
  /// It has shown a sign of life.
  void reset() { idle_since_ = clock::now(); }

 private:
  using clock = std::chrono::steady_clock;

  int worker_;
  const shared_state& state_;
  std::chrono::milliseconds patience_;
  clock::time_point idle_since_ = clock::now();
  std::uint64_t progress_ = 0;
  std::uint64_t processor_time_ = 0;
};

}  // namespace cutpoint
