#pragma once

#include <string>

namespace cutpoint::cli {

/// Prints a GoogleTest source that makes the run of the trace in `file`. Returns: the exit code; 2
/// where there is no trace, or one of no `CUTPOINT_TEST`.
int print_emitted_test(const std::string& file);

}  // namespace cutpoint::cli
