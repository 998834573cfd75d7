#pragma once

#include <string_view>

namespace cutpoint {

class kernel;

/// Hears of each call by which a task reaches past the scheduler. `cutpoint::determinism` tells of
/// them: reads of real clocks, random numbers, process ids, starts of threads.
class escape_listener {
 public:
  /// `call` names the function, `what` what it reaches for. Called on the stack of the task.
  virtual void escaped(const kernel& run, std::string_view call, std::string_view what) = 0;

 protected:
  ~escape_listener() = default;
};

/// Null: nobody listens. Lifetime: the listener outlives the runs that it hears of.
void set_escape_listener(escape_listener* hears);

/// Tells the listener, if a task of a run is running on this thread. Calls made while it listens
/// are its own, and not told. Returns: whether it is a task that calls. Threads: any.
bool tell_escape(std::string_view call, std::string_view what);

}  // namespace cutpoint
