#pragma once

#include <cutpoint/check/report.hpp>
#include <cutpoint/check/search_phase.hpp>
#include <cutpoint/trace/event.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

namespace cutpoint {

inline constexpr std::array all_phases = {search_phase::replay,     search_phase::baseline,
                                          search_phase::sweep,      search_phase::depth,
                                          search_phase::exhaustive, search_phase::random};
inline constexpr std::array all_verdicts = {
    verdict::clean,     verdict::findings, verdict::nothing_explored, verdict::not_deterministic,
    verdict::bad_input, verdict::skipped};
inline constexpr std::array all_reaches = {stop_reach::task, stop_reach::scope};

/// The names of kinds of events, in their order.
inline constexpr std::array<std::string_view, 20> event_names = {
    "spawn",  "pass",    "poll",     "yield",       "park",   "grant",    "take",
    "stop",   "throws",  "callback", "acknowledge", "end",    "time",     "reorder",
    "run_on", "acquire", "release",  "fault",       "choose", "violation"};
static_assert(event_names.size() == static_cast<std::size_t>(event_kind::violation) + 1);

inline std::string_view name_of(stop_reach reach) {
  return reach == stop_reach::task ? "task" : "scope";
}

/// Returns: the one among `all` that has the name. Errors: `std::runtime_error`.
template <class Enums>
auto named(const Enums& all, const std::string& name) {
  const auto found = std::ranges::find_if(all, [&](auto each) { return name_of(each) == name; });
  if (found == all.end()) throw std::runtime_error(fmt::format("'{}' is unknown", name));
  return *found;
}

}  // namespace cutpoint
