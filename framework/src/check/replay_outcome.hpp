#pragma once

#include "recorded_run.hpp"
#include "shared_state.hpp"

#include <cutpoint/check/options.hpp>
#include <cutpoint/check/report.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <cstdint>
#include <string>

namespace cutpoint {

/// When a trace that leads to nothing is looked for in runs that are like its own.
enum class repair_when : std::uint8_t {
  stale,   ///< a deviation of it does not come up
  passes,  ///< also where all of them do, and nobody complains
};

/// What a trace leads to now.
struct replay_outcome {
  stored_trace_end end = stored_trace_end::stale;
  std::string why;         ///< of a stale one: at which step and why it does not fit; of one that
                           ///< fails: what was changed, empty where nothing was
  recorded_run run;        ///< of one that fails
  finding_identity fails;  ///< and as what
  std::string difference;  ///< of one that is not deterministic
  std::uint64_t runs = 0;
};

/// Makes the run of `t`, within what `wanted` lets a run deviate in: by address, then by numbers,
/// then by a guided search for a run that is like it.
replay_outcome outcome_of(const program& checked, const options& wanted, const trace& t,
                          repair_when repairs, shared_state& state);

/// Returns: `wanted`, with what a run of `t` may deviate in.
options within_bounds(options wanted, const run_bounds& bounds);

}  // namespace cutpoint
