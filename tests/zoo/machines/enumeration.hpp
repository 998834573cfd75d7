#pragma once

#include <cutpoint/rapidcheck/state_check.hpp>

#include <cstdint>
#include <string>

namespace cutpoint::zoo::machines {

/// What all scripts that are smaller than one lead to.
struct enumeration {
  std::uint64_t scripts = 0;      ///< with fewer commands, or as many and fewer tasks
  std::uint64_t failing = 0;      ///< so many of them lead to the same finding
  std::uint64_t fewer_stops = 0;  ///< so many scripts of the same size lead to it with fewer stops
};

/// Searches every script that is smaller than the smallest one that `found` tells of, and every one
/// of the same size. It shares nothing with the search that found it, but for the search of one
/// script.
enumeration fail_below(const rapidcheck::scripted& machine, const rapidcheck::state_options& wanted,
                       const rapidcheck::state_report& found);

/// Returns: the stops, reorders and early timers of the run of `f`: `1 / 0 / 0`.
std::string deviations_of(const explained_finding& f);

}  // namespace cutpoint::zoo::machines
