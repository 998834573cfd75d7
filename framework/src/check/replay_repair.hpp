#pragma once

#include "shared_state.hpp"

#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/deviation.hpp>
#include <cutpoint/trace/finding.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace cutpoint {

/// A trace as it fits the program now.
struct repaired_trace {
  std::vector<deviation> deviations;
  finding_identity identity;         ///< of the finding it leads to, by its names of now
  std::vector<std::string> changes;  ///< what is not as it was, a sentence each
  bool fails = false;                ///< else none was found, and all other members are empty
  std::uint64_t runs = 0;            ///< that were made to find it
};

/// What a run of some deviations came to.
struct repair_trial {
  std::vector<finding_identity> found;
  std::vector<deviation> taken;
  /// For each deviation of the trace that is to be repaired: what could have been taken in this run
  /// and is most like it, the most alike first.
  std::vector<std::vector<deviation>> alike;
};

using repair_probe = std::function<repair_trial(const std::vector<deviation>&)>;

/// Returns: how much `other` differs from `wanted`, by what the two do; 0 where they are the same
/// but for their numbers. Requires: both are of one kind.
unsigned unlikeness(const deviation& wanted, const deviation& other);

/// Looks for a run that leads to the finding of `t` by deviations that are like those of `t`,
/// nearest first, in at most `runs` probes.
///
/// A candidate is a list of deviations, each taken from the trace, put in the place of one of its,
/// or left out; its cost says how unlike the trace it is, and the cheapest is probed next. One that
/// does not come up is replaced before anything else is.
repaired_trace find_repair(const trace& t, const repair_probe& probe, std::uint64_t runs);

/// The same for runs of `checked`, in a worker. Where that dies, and `t` is about a death, the run
/// that killed it is the result; it is for the caller to make it again.
repaired_trace repair_trace(const program& checked, const options& wanted, const trace& t,
                            shared_state& state);

}  // namespace cutpoint
