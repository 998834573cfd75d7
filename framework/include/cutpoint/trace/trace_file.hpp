#pragma once

#include <cutpoint/trace/deviation.hpp>
#include <cutpoint/trace/finding.hpp>
#include <cutpoint/trace/stop.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cutpoint {

/// Which tasks may run out of order.
enum class task_order : std::uint8_t {
  any,   ///< any ready task may go on
  fifo,  ///< the task that has been ready longest goes on, as on one event loop
};

/// What a run may deviate in. It fixes the list of moves at every choice, so a trace carries it.
struct run_bounds {
  stop_modes modes = {stop_mode::edge};  ///< how stops may arrive
  task_order order = task_order::any;    ///< in which orders ready tasks may go on
  std::uint32_t stops = 1;               ///< at most so many injected stops
  std::uint32_t faults = 1;              ///< at most so many faults that fire
  std::uint32_t timers = 0;              ///< so often a timer may fire early, while tasks are ready
  std::uint64_t steps = 100'000;         ///< a run that is not over after so many steps is ended

  friend bool operator==(const run_bounds&, const run_bounds&) = default;
};

/// The written form of a failing run: enough to replay it. The format is specified in
/// framework/docs/trace-format.md.
struct trace {
  std::string program;                ///< the name of the check
  std::string input = {};             ///< what the program was made from; empty: it is the only one
  std::string tool = {};              ///< what wrote it; empty: not said
  std::string certificate = {};       ///< how sure it is that no run is smaller; empty: not said
  run_bounds bounds;                  ///< what the check let a run deviate in
  finding_identity expected;          ///< the finding that the run led to
  std::vector<deviation> deviations;  ///< of the benign run, in the order in which they happen

  friend bool operator==(const trace&, const trace&) = default;
};

/// Says why a text is no trace: where, what was expected there, what was found, and what to do.
struct trace_error {
  std::uint32_t line = 1;    ///< from 1
  std::uint32_t column = 1;  ///< from 1, in characters
  std::string message;       ///< what was expected and found, and what to do
};

/// Returns: what this build writes into its traces: `cutpoint 0.1.0`.
std::string_view tool_name();

/// Returns: the text of `t`, ending with a line break. `parse_trace` gives `t` back.
std::string format_trace(const trace& t);

/// Returns: the line that stands for `d` in a trace file, without a line break.
std::string trace_line(const deviation& d);

/// Returns: the trace that `text` holds, or why it holds none.
std::variant<trace, trace_error> parse_trace(std::string_view text);

}  // namespace cutpoint
