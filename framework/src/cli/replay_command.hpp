#pragma once

#include <string>
#include <vector>

namespace cutpoint::cli {

/// What `cutpoint replay` is asked for.
struct replay_request {
  std::string trace;
  std::vector<std::string> command;  ///< the test binary, and arguments for it
};

/// Replays a trace in its test binary, which prints every event.
/// Returns: 1 where the run fails as it did, 0 where it passes now, 2 where the trace does not fit.
/// Errors: `bad_input`.
int replay_trace(const replay_request& wanted);

}  // namespace cutpoint::cli
