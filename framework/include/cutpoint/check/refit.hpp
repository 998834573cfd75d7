#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/check/report.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <cstdint>
#include <optional>

namespace cutpoint {

/// What became of a failing run in a program that is like the one it was found in.
struct refitted_run {
  std::optional<trace> how;  ///< leads to the same finding; nothing: no such run was met
  std::uint64_t runs = 0;    ///< that were made
};

/// Looks for a run of `checked` that leads to the finding of `t`, in at most about `runs` runs:
/// that of `t` as far as it comes up, and with the like of what does not; then those that have no
/// more deviations, and no more stops, than `t`, fewest first. What is found is made small within
/// `wanted.shrink_runs`. Runs may deviate in what `wanted` says.
///
/// It depends on its arguments alone, unless `wanted.shrink_time` is spent.
refitted_run refit(const program& checked, const trace& t, const options& wanted,
                   std::uint64_t runs);

/// Reports the finding of `t`, which a run of `checked` is known to lead to, as if a search had
/// found it: makes the run again and as small as can be, proves and explains that, and writes it to
/// `wanted.out`. Where it does not come up again, the report is one of the oracle "not
/// deterministic".
report settle(const program& checked, const trace& t, const options& wanted);

}  // namespace cutpoint
