#pragma once

#include <time.h>

#include <chrono>
#include <cstdint>

namespace cutpoint {

/// What a run may use up before it counts as dead.
struct worker_limits {
  std::chrono::milliseconds hang_after;     ///< processor time without a step or a choice
  std::chrono::milliseconds blocked_after;  ///< wall time idle without one; the parent watches
  std::uint64_t max_memory;                 ///< bytes that a worker may grow by; 0: any number
};

/// Makes this process, a worker, look at itself once in a while, and leave with its cause of death
/// where a run hangs or eats up the memory. A signal from the parent makes it leave as blocked.
/// Requires: `install_death_handlers`, by the same thread.
void start_watchdog(const worker_limits& limits);

/// The signal by which a parent tells its worker, which does not move, to leave.
void call_watchdog(int worker);

/// In a process that replays a run: aborts, while it lives, where the run hangs for ten times as
/// long as a worker may, or grows by more than a worker may, and says so first. A debugger stops
/// there.
class replay_watchdog {
 public:
  explicit replay_watchdog(const worker_limits& limits);
  ~replay_watchdog();
  replay_watchdog(const replay_watchdog&) = delete;
  replay_watchdog& operator=(const replay_watchdog&) = delete;

 private:
  timer_t timer_;
};

}  // namespace cutpoint
