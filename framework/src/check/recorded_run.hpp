#pragma once

#include "shared_state.hpp"
#include "worker.hpp"

#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/deviation.hpp>
#include <cutpoint/trace/event.hpp>
#include <cutpoint/trace/finding.hpp>

#include <span>
#include <string>
#include <vector>

namespace cutpoint {

/// Everything that is to be known of one run.
struct recorded_run {
  std::vector<event_record> events;
  std::vector<deviation> deviations;
  std::vector<finding> found;
  std::uint64_t steps = 0;
  std::uint32_t tasks = 0;  ///< those that took a step
};

/// Makes the run with the choices `taken` once more, in a worker unless `wanted` says otherwise. A
/// death becomes a finding; what had happened before it is kept.
recorded_run record_run(const program& checked, const options& wanted,
                        std::span<const taken_choice> taken, shared_state& state);

}  // namespace cutpoint
