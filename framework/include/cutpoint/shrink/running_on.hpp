#pragma once

#include <cutpoint/shrink/failing_run.hpp>
#include <cutpoint/trace/deviation.hpp>

#include <vector>

namespace cutpoint {

/// Returns: whole candidates in which a task runs on where the run picks it again and again: first
/// all stretches of such picks at once, then for each task its first such pick in the place of all.
/// Each has fewer deviations than the run.
std::vector<std::vector<deviation>> running_on(const failing_run& run);

}  // namespace cutpoint
