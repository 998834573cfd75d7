#pragma once

namespace cutpoint {

/// While one lives, SIGINT (Ctrl-C) and SIGTERM end the search in progress instead of the process:
/// a check returns what it has found and covered until then, and the owner decides how to go on.
/// The same signal a second time ends the process at once.
///
/// A signal that the program handles or ignores already is left alone.
/// Requires: at most one lives in a process. Threads: makes none.
class interruption {
 public:
  interruption();
  ~interruption();
  interruption(const interruption&) = delete;
  interruption& operator=(const interruption&) = delete;

  /// Returns: whether such a signal came.
  static bool asked();
  /// Ends the process by the signal that came. Requires: `asked()`.
  [[noreturn]] static void end_process();
  /// Takes the signals as any process does; for a process that was forked off.
  static void leave_alone();
};

}  // namespace cutpoint
