#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint::cli {

/// A process to start.
struct child_request {
  std::vector<std::string> command;
  /// Variables that differ from those of this process; nothing: not set.
  std::map<std::string, std::optional<std::string>> environment;
  /// A file for all that it writes; then it reads nothing, and a signal from the terminal does not
  /// reach it. Empty: it shares the terminal with this process.
  std::string output = {};
  /// Hears each line that the child writes to the file whose number CUTPOINT_PROGRESS tells it.
  std::function<void(std::string_view)> hear = {};
};

/// How a process ended.
struct child_end {
  int status = 0;            ///< where no signal ended it
  int signal = 0;            ///< 0: none did
  bool interrupted = false;  ///< this process was asked to end, and passed it on

  /// Returns: `ended with 3`, `was killed by SIGSEGV (Segmentation fault)`.
  std::string in_words() const;
};

/// Starts a process and waits for its end. SIGINT and SIGTERM are passed on to one that has an
/// output file; the second time it is killed.
/// Errors: `bad_input` where it cannot be started. Requires: an `interruption` is alive.
child_end run_child(const child_request& wanted);

}  // namespace cutpoint::cli
