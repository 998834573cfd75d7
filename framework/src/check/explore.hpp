#pragma once

#include "shared_state.hpp"
#include "worker.hpp"

#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/finding.hpp>

#include <chrono>
#include <vector>

namespace cutpoint {

/// What a search already has when a worker takes it up.
struct search_so_far {
  std::vector<finding_identity> found;
  std::chrono::steady_clock::time_point deadline;
};

/// Searches from the job that `state` names to the end, or to the end of a budget. `state` follows
/// the search, and `tell` hears of each candidate whose identity is new.
void explore(const program& checked, const options& wanted, shared_state& state,
             search_so_far so_far, const message_sink& tell);

}  // namespace cutpoint
