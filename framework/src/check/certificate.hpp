#pragma once

#include <cutpoint/check/report.hpp>

#include <optional>
#include <span>

namespace cutpoint {

/// Returns: what a search proves that ended with `result` and covered `phases`, of the list `jobs`.
/// Nothing where it was not exhaustive, did not come to its end, or some run failed.
std::optional<certificate> certify(verdict result, std::span<const phase_coverage> phases,
                                   const run_bounds& bounds, const job_list& jobs);

}  // namespace cutpoint
