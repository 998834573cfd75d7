#pragma once

#include <string>

namespace cutpoint::cli {

/// Writes a CMake project with a first test to `folder`: it builds and fails, and passes when the
/// line that says so is mended.
/// Returns: 0. Errors: `bad_input` where a file is there already, or cannot be written.
int write_starter(const std::string& folder);

}  // namespace cutpoint::cli
