#pragma once

#include "shared_state.hpp"
#include "worker.hpp"

#include <cutpoint/check/options.hpp>
#include <cutpoint/kernel/disturbance.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/search/replay.hpp>
#include <cutpoint/trace/deviation.hpp>
#include <cutpoint/trace/event.hpp>
#include <cutpoint/trace/finding.hpp>

#include <span>
#include <string>
#include <vector>

namespace cutpoint {

/// A call by which a task reached past the scheduler.
struct escape {
  std::string call;
  std::string what;
  std::string task;
  std::string site;  ///< behind which it happened
  std::uint64_t step = 0;
};

/// Everything that is to be known of one run.
struct recorded_run {
  std::vector<event_record> events;
  std::vector<deviation> deviations;
  std::vector<finding> found;
  std::vector<escape> escapes;
  std::vector<std::string> misfits;  ///< why deviations did not come up; of a death: not known
  run_size size;                     ///< of the whole run; of a death: up to it
};

/// Returns: the choices of a run as deviations that are known by their numbers alone.
std::vector<deviation> numbered(std::span<const taken_choice> taken);

/// Makes the run with these deviations, in a worker unless `wanted` says otherwise. A death becomes
/// a finding; what had happened before it is kept. `around` is in force in the worker.
recorded_run record_run(const program& checked, const options& wanted,
                        const std::vector<deviation>& deviations, replay_key key,
                        shared_state& state, const disturbance& around = {});

}  // namespace cutpoint
