#pragma once

#include "finding_probe.hpp"
#include "shared_state.hpp"

#include <cutpoint/shrink/failing_run.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace cutpoint {

/// Draws runs, always the same ones, until `count` of them have led to the finding of `probe`, or
/// `most` were made, or `give_up` says so. Returns: those that did.
/// Requires: `state` is the one of `probe`.
std::vector<failing_run> draw_runs(finding_probe& probe, const shared_state& state,
                                   std::size_t count, std::uint64_t most,
                                   const std::function<bool()>& give_up);

}  // namespace cutpoint
