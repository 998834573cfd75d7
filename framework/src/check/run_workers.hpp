#pragma once

#include "shared_state.hpp"
#include "worker.hpp"

#include <chrono>
#include <functional>
#include <string_view>
#include <vector>

namespace cutpoint {

/// Whether another worker goes on in the place of one that has ended.
enum class after_end : std::uint8_t { leave, succeed };

/// What several workers do. Each is known by its state.
struct shared_work {
  /// Called in the worker.
  std::function<void(shared_state&, const message_sink& tell)> work;
  /// Called here, for each message.
  std::function<void(shared_state&, std::string_view message)> hear;
  /// Called here when a worker has ended, and told all that it had to tell.
  std::function<after_end(shared_state&, worker_end)> ended;
  /// Called here several times a second; where it says no, the workers are killed. None: they go
  /// on.
  std::function<bool()> goes_on = {};
};

/// Runs a worker for each of `states`, all at once, until all have ended and none has a successor.
/// See `run_in_worker`. Errors: `std::system_error`; no worker is left then.
void run_workers(const std::vector<shared_state*>& states, const worker_limits& limits,
                 const shared_work& shared);

}  // namespace cutpoint
