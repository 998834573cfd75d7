#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace cutpoint {

/// What is different around the runs of a process that must not matter to them: the bytes and the
/// addresses of fresh memory, and, for programs that are linked with `cutpoint::determinism`, real
/// clocks and who is first of two threads.
struct disturbance {
  /// In which order blocks of memory lie.
  enum class addresses : std::uint8_t { usual, falling };
  /// Who goes on first where a thread is created.
  enum class first : std::uint8_t { usual, thread, creator };

  bool fills = false;                  ///< fresh memory holds `fill`
  std::byte fill{};                    ///< what fresh memory holds
  addresses order = addresses::usual;  ///< how blocks lie
  std::chrono::nanoseconds clock{};    ///< real clocks are ahead by this
  std::chrono::nanoseconds tick{};     ///< and by this more at each look
  first starts = first::usual;         ///< who goes on first when a thread is started

  /// Whether memory is disturbed at all.
  bool memory() const { return fills || order != addresses::usual; }
};

/// Returns: the disturbance of this process. None is in force until one is set.
const disturbance& current_disturbance();
/// Requires: no run is in progress in this process, and no memory of one is pooled.
void set_disturbance(const disturbance& d);

}  // namespace cutpoint
