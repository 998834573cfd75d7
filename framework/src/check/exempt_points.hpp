#pragma once

#include <cutpoint/check/job_list.hpp>
#include <cutpoint/search/profile.hpp>
#include <cutpoint/trace/event.hpp>

#include <span>
#include <vector>

namespace cutpoint {

/// Returns: the suspension points of the benign run that no stop cuts, in its order. `events` are
/// all that happened in it, and `seen` is its profile.
std::vector<exempt_point> exempt_points(std::span<const event_record> events, const profile& seen);

}  // namespace cutpoint
