#pragma once

#include "shared_state.hpp"
#include "worker.hpp"

#include <cutpoint/trace/event.hpp>
#include <cutpoint/trace/finding.hpp>

#include <span>

namespace cutpoint {

/// Returns: the finding that stands for the death of a worker, whose cause is in `state`. `events`
/// is what had happened in the run.
finding describe_death(const shared_state& state, std::span<const event_record> events,
                       const worker_end& end);

}  // namespace cutpoint
