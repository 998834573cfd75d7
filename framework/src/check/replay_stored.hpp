#pragma once

#include "candidate.hpp"
#include "replay_outcome.hpp"
#include "shared_state.hpp"
#include "trace_store.hpp"

#include <cutpoint/check/options.hpp>
#include <cutpoint/check/report.hpp>
#include <cutpoint/program/program.hpp>

#include <cstdint>
#include <vector>

namespace cutpoint {

/// What the traces of earlier checks lead to now.
struct replayed_traces {
  std::vector<stored_trace> all;
  std::vector<candidate> found;
  std::uint64_t runs = 0;
};

/// Returns: the failing run of a trace, which is the `run`th that was replayed.
candidate candidate_of(const replay_outcome& now, std::uint64_t run);

/// Replays the traces in `store`, within what `wanted` lets a run deviate in, until
/// `wanted.max_findings` of them have failed.
replayed_traces replay_stored(const program& checked, const options& wanted,
                              const trace_store& store, shared_state& state);

}  // namespace cutpoint
