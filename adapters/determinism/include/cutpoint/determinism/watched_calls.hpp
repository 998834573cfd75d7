#pragma once

#include <span>
#include <string_view>

/// Linked into a test, this target stands between the program under check and the functions of the
/// C library that reach past the scheduler. A finding that the program is not deterministic then
/// names the call; and checks can make real clocks differ between two runs that should be the same.
/// Outside of runs, and in other threads, the functions do what they always do.
namespace cutpoint::determinism {

/// Returns: the names of the functions.
std::span<const std::string_view> watched_calls();

}  // namespace cutpoint::determinism
