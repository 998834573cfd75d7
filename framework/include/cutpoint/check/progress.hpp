#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/check/report.hpp>
#include <cutpoint/check/search_phase.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cutpoint {

/// How far a check has come.
struct search_progress {
  std::string name;                             ///< of the check
  search_phase phase = search_phase::baseline;  ///< the one that is being made
  std::uint64_t runs = 0;                       ///< made so far
  std::uint64_t sites_reached = 0;              ///< suspension points of the baseline
  std::uint64_t sites_cut = 0;                  ///< those at which a stop was delivered so far
  std::uint64_t findings = 0;                   ///< made so far
  std::chrono::milliseconds left{0};            ///< until the budget of time ends the search
  std::optional<verdict> ended = {};            ///< the check is over

  friend bool operator==(const search_progress&, const search_progress&) = default;
};

/// Returns: one line, with its line break, from which `find_progress` gives `p` back.
std::string progress_line(const search_progress& p);
/// Writes that line to the file that `wanted` names, if it names one.
void tell_progress(const options& wanted, const search_progress& p);
/// Returns: nothing where `line` is no such line.
std::optional<search_progress> find_progress(std::string_view line);

}  // namespace cutpoint
