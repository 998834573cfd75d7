#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/check/report.hpp>
#include <cutpoint/program/program.hpp>

namespace cutpoint {

/// Searches for a run of `checked` that the oracles complain about: the baseline twice, then the
/// sweep, then random runs; or replays `wanted.replay`.
///
/// Returns: what was found and what was covered. Errors: bad input is a verdict of the report;
/// `std::system_error` where no worker can be started.
/// Threads: call it from one that has no run in progress. With `isolation::worker` it forks, so
/// other threads of the process should hold no locks that the program needs.
report check(const program& checked, const options& wanted = {});

}  // namespace cutpoint
