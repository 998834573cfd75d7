#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace cutpoint {

/// What is different around the runs of a process that must not matter to them: the bytes and the
/// addresses of fresh memory, and, for programs that are linked with `cutpoint::determinism`, real
/// clocks and who is first of two threads.
struct disturbance {
  enum class addresses : std::uint8_t { usual, falling };
  enum class first : std::uint8_t { usual, thread, creator };

  bool fills = false;  ///< fresh memory holds `fill`
  std::byte fill{};
  addresses order = addresses::usual;
  std::chrono::nanoseconds clock{};  ///< real clocks are ahead by this
  std::chrono::nanoseconds tick{};   ///< and by this more at each look
  first starts = first::usual;       ///< who goes on first when a thread is started

  bool memory() const { return fills || order != addresses::usual; }
};

/// Returns: the disturbance of this process. None is in force until one is set.
const disturbance& current_disturbance();
/// Requires: no run is in progress in this process, and no memory of one is pooled.
void set_disturbance(const disturbance& d);

}  // namespace cutpoint
