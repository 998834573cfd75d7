#pragma once

#include <cutpoint/trace/virtual_time.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace cutpoint {

/// What can happen in a run.
enum class event_kind : std::uint8_t {
  spawn,     ///< a task was made; `subject` is its path
  pass,      ///< a checkpoint; the operation could complete at once
  poll,      ///< asks whether it was stopped
  yield,     ///< gives up control, stays ready
  park,      ///< waits
  grant,     ///< hands a wake-up or a value to `subject`
  take,      ///< goes on with what it waited for
  stop,      ///< a stop reaches the task; `detail` tells mode and window
  throws,    ///< `cancelled` is thrown at the suspension point
  callback,  ///< a stop callback runs
  acknowledge,
  end,      ///< the task ends; `detail` tells how
  time,     ///< virtual time moves; `detail` tells to when
  reorder,  ///< another task goes on than the one that has been ready longest
  run_on,   ///< a task goes on before all others until it has to wait
  acquire,  ///< a ledger entry is opened
  release,
  fault,      ///< a fault fires
  choose,     ///< `detail` tells the value and out of how many
  violation,  ///< an invariant was found broken, or a promise
};

/// One thing that happened in a recorded run.
///
/// Everything but `file` and `line` is equal on every compiler, build and machine.
struct event_record {
  event_kind kind = event_kind::spawn;  ///< what happened
  std::uint64_t step = 0;               ///< in which step; 0: before the first
  std::string task;     ///< path of the task that acts; for a stop, of its target; may be empty
  std::string subject;  ///< operation label, kind of resource, or a path
  std::uint32_t ordinal = 0;  ///< of the subject, where it is counted
  std::string detail;         ///< what else there is to say of its kind
  std::string file;           ///< display only
  std::uint32_t line = 0;     ///< display only; 0 where there is no place

  friend bool operator==(const event_record&, const event_record&) = default;
};

/// What the detail of a `stop` event says: `edge parked`, and who did it where that was not the
/// search alone: `edge parked by main` (the program stopped it) or `edge parked with main` (it was
/// stopped as one of the descendants of `main`).
struct stop_detail {
  explicit stop_detail(std::string_view detail);  ///< Reads the `detail` of a stop.

  std::string_view mode;  ///< how it arrives
  std::string_view at;    ///< the window
  std::string_view by;    ///< empty: the search stopped it
  std::string_view with;  ///< empty: it was the target
};

/// Returns: the line that stands for `e` in an event log, without a line break.
std::string log_line(const event_record& e);

/// Returns: `20s`, `1.5ms`, `0s`: the shortest exact form.
std::string in_words(virtual_duration length);

}  // namespace cutpoint
