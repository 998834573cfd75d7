#pragma once

#include <cutpoint/check/report.hpp>
#include <cutpoint/rapidcheck/state_check.hpp>
#include <cutpoint/rapidcheck/state_script.hpp>
#include <cutpoint/trace/finding.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace cutpoint::rapidcheck {

/// Returns: every call that scripts of `machine` are made of; nothing where some are generated.
std::optional<std::vector<state_call_ptr>> alphabet_of(const scripted& machine);

/// The search from below for the smallest script that leads to a finding.
struct smallest_script {
  state_script script;
  trace how;                   ///< a run of it that leads to the finding
  std::uint64_t searched = 0;  ///< scripts
  bool proved = false;         ///< each smaller one was searched
};

/// Returns: the first script in the order of `search_machine` with a finding like `what`, within
/// the budget of `wanted`; `found`, which leads to `what`, where there is none before it.
smallest_script find_smallest(const scripted& machine, const state_options& wanted,
                              const explained_finding& what, const state_script& found);

/// Returns: the finding of `r` that is like `what`, which may be about another task; or null.
const explained_finding* find_like(const report& r, const finding_identity& what);

}  // namespace cutpoint::rapidcheck
