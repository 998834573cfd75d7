#pragma once

#include "finding_probe.hpp"

#include <cutpoint/shrink/failing_run.hpp>
#include <cutpoint/shrink/shrink.hpp>
#include <cutpoint/trace/deviation.hpp>

#include <cstdint>
#include <functional>
#include <vector>

namespace cutpoint {

/// Looks for runs that lead to the finding of `probe` among those that keep one or two rules of
/// `site_rule`, for a start that does not depend on the run that was found: so whatever that was,
/// the finding is made small from the same runs.
///
/// Makes at most `most` runs, and none once `give_up` says so. Returns: those that were found, the
/// least first.
std::vector<failing_run> find_by_rules(finding_probe& probe, std::uint64_t most,
                                       const std::function<bool()>& give_up);

/// Shrinks `start`, found by address, or by number where two of its choices have one address.
shrink_result shrink_with(finding_probe& probe, const std::vector<deviation>& start,
                          const shrink_limits& limits);

}  // namespace cutpoint
