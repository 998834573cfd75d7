#pragma once

#include <cutpoint/trace/event.hpp>

namespace cutpoint {

/// Hears what happens in a recorded run. Searching runs have none.
class observer {
 public:
  virtual ~observer() = default;
  /// Called on the stack of the task that acts.
  virtual void record(event_record e) = 0;
};

}  // namespace cutpoint
