#pragma once

#include <cutpoint/trace/trace_file.hpp>

#include <string>
#include <variant>

namespace cutpoint {

/// Says why no test can be written for a trace.
struct emit_error {
  std::string message;  ///< what was expected and found, and what to do
};

/// Returns: the source of a GoogleTest test that makes the run of `t`: it passes while that run
/// does, fails when the finding is back, and is skipped, with the reason, where the trace does not
/// fit the program any more. It compiles as it is, and belongs into the executable of the
/// `CUTPOINT_TEST` that `t` names.
/// Errors: `t` names no such test: `Suite.Name`, without parameters.
std::variant<std::string, emit_error> emit_test(const trace& t);

}  // namespace cutpoint
