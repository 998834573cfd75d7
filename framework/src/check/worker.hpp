#pragma once

#include "shared_state.hpp"
#include "watchdog.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace cutpoint {

class kernel;

/// How a worker ended.
struct worker_end {
  bool died = false;
  std::string last_words;  ///< the end of what it wrote to standard output and error
};

/// What a worker tells its parent: texts without a line break, in order, also if it then dies.
using message_sink = std::function<void(std::string_view)>;

/// Runs `work` in a forked process, and `hear` here for each message that it sends.
///
/// A crash, an abort, an exit, an endless loop, a wait for something that never comes or a run that
/// eats up the memory ends the worker, with the cause in `state.death`. What the worker prints is
/// kept back.
/// `goes_on` is asked here several times a second; where it says no, the worker is killed, which is
/// no death. Errors: `std::system_error` where no process can be made.
worker_end run_in_worker(shared_state& state, const worker_limits& limits,
                         const std::function<void(const message_sink&)>& work,
                         const message_sink& hear, const std::function<bool()>& goes_on = {});

/// Called in the worker: whose run a death is to be blamed on.
void watch_kernel(const kernel& watched);

}  // namespace cutpoint
