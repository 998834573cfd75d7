#pragma once

#include <cutpoint/trace/trace_file.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cutpoint {

/// How a run ended that is like a failing one but for one deviation.
enum class variant_end : std::uint8_t {
  fails,    ///< it leads to the same finding
  differs,  ///< it leads to another one
  passes,
};

/// The failing run without one of its deviations.
struct run_without {
  variant_end end = variant_end::passes;  ///< what its run comes to
  std::string finding;                    ///< what it leads to where it differs: oracle and message
};

/// Where a stop could have come instead.
struct stop_place {
  deviation stop;                         ///< the stop, where it comes instead
  variant_end end = variant_end::passes;  ///< what its run comes to
};

/// The places where one stop of the failing run could have come, all else left as it is.
struct stop_places {
  std::size_t deviation = 0;      ///< which one of the trace
  std::vector<stop_place> tried;  ///< in the order of the run; the one of the trace among them
  std::uint64_t places = 0;       ///< how many there are
  bool all_tried() const { return tried.size() == places; }  ///< whether no place was left out
};

/// A run that passes and is the nearest to the failing one.
struct passing_run {
  std::size_t changed = 0;           ///< which deviation of the trace is not as it was
  std::optional<deviation> instead;  ///< what it is there; nothing: it is left out
  std::uint64_t step = 0;            ///< in which the two part
  std::string event;                 ///< what happens then in the passing run
  std::string failing_event;         ///< and in the failing one
};

/// What is known of the runs around a failing one.
struct explanation {
  /// What the trouble is made of, from who did what: empty where the story says it all.
  std::string why;
  std::vector<run_without> without;    ///< deviation by deviation, as far as the budget went
  std::vector<stop_places> places;     ///< for each stop
  std::optional<passing_run> nearest;  ///< the passing run that differs least, where one was made
  std::uint64_t runs = 0;              ///< that were made to find this out
  bool complete = false;               ///< nothing was left out for want of runs
};

/// Returns: what `x` tells of the runs around the one that `how` leads to, in sentences; nothing
/// where nothing is known.
std::vector<std::string> in_words(const explanation& x, const trace& how);

}  // namespace cutpoint
