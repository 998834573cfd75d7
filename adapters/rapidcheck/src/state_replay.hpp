#pragma once

#include <cutpoint/rapidcheck/state_check.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cutpoint::rapidcheck {

/// Returns: the script that `t` is of, whose line is the trace's input; nothing where it is none.
std::optional<state_script> script_of(const scripted& machine, const trace& t);

/// Returns: the report of the run in the file `wanted.property.search.replay`; nothing where its
/// input is no script in words.
std::optional<state_report> replay_script(const scripted& machine, const state_options& wanted);

/// Makes the runs of the traces that earlier checks left, and of the corpus, and notes what became
/// of them. Returns: the report of the first that fails; nothing where none does.
std::optional<state_report> replay_stored_scripts(const scripted& machine,
                                                  const state_options& wanted,
                                                  std::vector<stored_trace>& stored);

/// Returns: what is printed of a finding on a script.
std::string story_of(const report& r, const state_script& s);

}  // namespace cutpoint::rapidcheck
