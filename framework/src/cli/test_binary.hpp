#pragma once

#include <string>

namespace cutpoint::cli {

/// Makes sure that `path` is an executable that was linked with Cutpoint. A script is taken at its
/// word. Errors: `bad_input`.
void require_test_binary(const std::string& path);

/// Returns: the path by which a process is started: as it is where it names a folder, else in the
/// one at hand.
std::string startable(const std::string& path);

}  // namespace cutpoint::cli
