#pragma once

#include <stdexcept>

namespace cutpoint::cli {

/// Ends a command with exit code 2. It says what was expected, what was found, and what to do.
struct bad_input : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace cutpoint::cli
