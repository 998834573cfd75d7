#pragma once

#include <cutpoint/check/report.hpp>

#include <string>
#include <vector>

namespace cutpoint::replay_suite {

/// Returns: what a replay prints while the run goes on.
std::string printed_events(const std::vector<event_record>& events);

/// Returns: a finding with all that the oracles say, and its event log.
std::string transcript(const explained_finding& f);

}  // namespace cutpoint::replay_suite
