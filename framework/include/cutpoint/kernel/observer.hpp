#pragma once

#include <cutpoint/trace/event.hpp>

#include <cstdint>

namespace cutpoint {

class event_tape;

/// Hears what happens in a recorded run. Searching runs have none.
class observer {
 public:
  virtual ~observer() = default;
  /// Called on the stack of the task that acts.
  virtual void record(event_record e) = 0;
  /// Called when a task is about to take step `step`, on the stack of whichever task ran before.
  virtual void begin_step(std::uint64_t step) { static_cast<void>(step); }
  /// Returns: where the run writes its most frequent events instead, for an observer that needs to
  /// hear of them only when the run is over; null where it wants each at once. Read when the run
  /// begins.
  virtual event_tape* tape() { return nullptr; }
};

}  // namespace cutpoint
