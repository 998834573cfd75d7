#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cutpoint::process {

/// How a process ended, and what it wrote.
struct ended_process {
  int status = 0;  ///< where no signal ended it
  int signal = 0;  ///< 0: none did
  std::string out;
  std::string err;
};

/// Variables that differ from those of this process; nothing: the variable is not set.
using environment_changes = std::map<std::string, std::optional<std::string>>;

/// Runs the executable `command.front()` with the other words as its arguments, and waits for its
/// end. It sees no CUTPOINT_ variable but those in `changes`.
/// Errors: `std::system_error` where it cannot be started.
ended_process run_process(const std::vector<std::string>& command,
                          const environment_changes& changes = {});

}  // namespace cutpoint::process
