#pragma once

#include "job_ledger.hpp"
#include "shared_state.hpp"
#include "worker.hpp"

#include <cutpoint/check/job_list.hpp>
#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/finding.hpp>

#include <chrono>
#include <cstdint>
#include <vector>

namespace cutpoint {

/// Something that has been found, and the first run that is known to lead to it.
struct known_finding {
  finding_identity identity;
  job_place at;
};

/// What a worker is told when it starts.
struct search_so_far {
  std::uint64_t fingerprint = 0;  ///< of the list of jobs
  std::vector<known_finding> found;
  std::chrono::steady_clock::time_point deadline;
};

/// Makes the baseline twice, or notes in `state` that a stop mode cannot be delivered. `tell` hears
/// of what it fails with, as a candidate, or of the list of jobs that follows from it, as a
/// `search_outline`.
void make_baseline(const program& checked, const options& wanted, shared_state& state,
                   const message_sink& tell);

/// Does the jobs that it takes from `ledger`, after the one that `state` names, until none is left,
/// enough is found or the time is spent. `state` follows it, and `tell` hears of each candidate
/// that is new or comes earlier in the list than the one that is known.
void explore(const program& checked, const options& wanted, shared_state& state, job_ledger& ledger,
             search_so_far so_far, const message_sink& tell);

}  // namespace cutpoint
