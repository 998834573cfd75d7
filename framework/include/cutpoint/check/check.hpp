#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/check/report.hpp>
#include <cutpoint/program/program.hpp>

namespace cutpoint {

/// Searches for a run of `checked` that the oracles complain about: first what earlier checks left
/// in `wanted.out`, then the baseline twice, then the jobs of the sweep and of the phases behind
/// it; or replays `wanted.replay`.
///
/// Returns: what was found and what was covered. But for `seconds` it does not depend on
/// `wanted.jobs`, unless `wanted.max_time` is spent. Errors: bad input is a verdict of the report;
/// `std::system_error` where no worker can be started.
/// Threads: call it from one that has no run in progress. With `isolation::worker` it forks, so
/// other threads of the process should hold no locks that the program needs.
report check(const program& checked, const options& wanted = {});

/// Makes the run of `t`, quietly, and judges it: a regression test. What the run may deviate in is
/// said by the trace, all else by `wanted`. Where the trace does not fit the program as it is now,
/// runs that are like it are tried, and a note of the report says what was changed.
///
/// Returns: `findings` where the run fails; `clean` where it passes; `bad_input` where the trace is
/// stale: the message says at which step and why it does not fit.
report check_trace(const program& checked, const trace& t, const options& wanted = {});

}  // namespace cutpoint
