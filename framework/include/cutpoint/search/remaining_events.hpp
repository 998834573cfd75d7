#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cutpoint {

class kernel;
struct task_control;

/// How many events each task of a run has still to come, if it is like the runs before. Those of a
/// task that has not been spawned yet count as its parent's, which has to go on before they can.
class remaining_events {
 public:
  /// Starts a run of which `expected` events of each task are expected, by number. Missing ones
  /// count as none.
  void begin_run(std::span<const std::uint32_t> expected, std::span<const std::uint32_t> parents);
  /// Takes in the tasks that were spawned since.
  void welcome(const kernel& run);
  /// Counts one event of `t` as done.
  void take(const task_control& t);
  /// Returns: how many events `t` has still to come. Requires: it was welcomed.
  std::uint32_t of(const task_control& t) const;

 private:
  std::vector<std::uint32_t> below_;  ///< of a task and all that descend from it
  std::vector<std::uint32_t> left_;   ///< of the tasks that are there
};

}  // namespace cutpoint
