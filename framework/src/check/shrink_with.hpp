#pragma once

#include "finding_probe.hpp"

#include <cutpoint/shrink/shrink.hpp>
#include <cutpoint/trace/deviation.hpp>

#include <vector>

namespace cutpoint {

/// Shrinks `start`, found by address, or by number where two of its choices have one address.
shrink_result shrink_with(finding_probe& probe, const std::vector<deviation>& start,
                          const shrink_limits& limits);

}  // namespace cutpoint
