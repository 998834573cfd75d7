#pragma once

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/oracle/judge.hpp>
#include <cutpoint/trace/ids.hpp>
#include <cutpoint/trace/stop.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace cutpoint {

/// Where the runs of a search happen.
enum class isolation : std::uint8_t {
  worker,      ///< in a forked process: a crash, an abort or an endless loop is a finding
  in_process,  ///< in the caller's: for debuggers; a crash is a crash
};

/// A part of a search that several machines share: the jobs whose number in the list is `index`
/// modulo `count`. Default: all of them.
struct search_shard {
  std::uint32_t index = 0;  ///< below `count`
  std::uint32_t count = 1;  ///< at least 1

  friend bool operator==(const search_shard&, const search_shard&) = default;
};

/// What a program was made from, where it is one of many that are made in the same way.
struct program_input {
  std::string key = {};       ///< makes it again; it goes into traces. Empty: it is the only one
  std::string in_words = {};  ///< for who reads such a trace
};

/// What a check does with the traces that earlier checks of the same name left in its folder.
enum class stored_traces : std::uint8_t {
  replayed_first,  ///< what they find ends the search early
  left_alone,      ///< the search is made as if there were none
};

/// What a check does. Every member has a default that suits a first test.
struct options {
  /// Names the program in reports and traces.
  std::string name = "program";
  /// What the program was made from: only traces of the same are replayed, and each written one
  /// says it.
  program_input input = {};
  /// The stop modes that the program promises to survive.
  stop_modes modes = {stop_mode::edge};
  task_order order = task_order::any;  ///< in which orders ready tasks may go on
  /// At most so many stops are injected into one run; each may reach one task or a whole scope.
  std::uint32_t stops = 2;
  /// At most so many faults fire in one run. 0 turns them off.
  std::uint32_t faults = 1;
  /// So often in one run a timer may fire while tasks are ready, as on a slow machine.
  std::uint32_t early_timers = 1;
  /// A run that takes more steps is a livelock.
  std::uint64_t steps_per_run = 100'000;
  /// Runs with two deviations, one of them a stop, follow the sweep: all of them where the baseline
  /// lets expect at most so many, else the first so many. 0: none.
  std::uint64_t depth_runs = 100'000;
  /// Then every run with at most so many deviations is made, at most 8. 0: none.
  std::uint32_t exhaustive = 0;
  /// Or, instead: every run with at most so many stops of single tasks is made, whatever the order
  /// of tasks, but for runs that differ only in the order of what commutes. For programs that keep
  /// all that their tasks share in our primitives, in `shared<T>` and in the ledger. Requires:
  /// `order` is `any`, and `stops` is not less. 0: every order of tasks without a stop.
  std::optional<std::uint32_t> reduced = {};
  /// How many random runs come last.
  std::uint64_t random_runs = 1'000;
  /// The search makes at most so many runs. They are dealt out to its jobs before the first is
  /// done, so that the same jobs are done however many workers and shards there are.
  std::uint64_t max_runs = std::numeric_limits<std::uint64_t>::max();
  /// The search ends after so long, whatever is left to do. Units: wall milliseconds.
  std::chrono::milliseconds max_time{30'000};
  /// The search ends when it has made so many different findings.
  std::uint32_t max_findings = 10;
  /// What the random search draws from.
  seed random_seed{1};
  /// How long a task may go on after a stop before it is held to ignore it.
  stop_patience patience = {};
  /// Every task promises not to suspend again behind a stop that was thrown into it.
  bool no_suspend_after_stop = false;
  /// At most so many runs are made to make the run of a finding smaller.
  std::uint64_t shrink_runs = 2'000;
  /// The same in wall milliseconds.
  std::chrono::milliseconds shrink_time{10'000};
  /// Then at most so many are made from below, to prove that it is the least. 0: none.
  std::uint64_t proof_runs = 400'000;
  /// The same in wall milliseconds.
  std::chrono::milliseconds proof_time{2'000};
  /// At most so many runs are made to explain a finding: what happens without each deviation, and
  /// where else a stop does the same. 0: none.
  std::uint64_t explain_runs = 300;
  /// Oracles that keep silent.
  oracle_set without = {};
  /// Whether runs are made in a forked worker or in this process.
  isolation runs_in = isolation::worker;
  /// So many workers share the search. What is found does not depend on it. 0: one for each
  /// processor that this process may use.
  std::uint32_t jobs = 1;
  /// The part of the search that this check makes; see framework/docs/campaigns.md.
  search_shard shard = {};
  /// A run that uses this much processor time without coming to a choice is hung.
  std::chrono::milliseconds hang_after{300};
  /// A run that stands still for so long without coming to a choice, and without using the
  /// processor, is blocked. Units: wall milliseconds.
  std::chrono::milliseconds blocked_after{2'000};
  /// A run that makes its worker grow by more than this is out of memory. Units: bytes. 0: no
  /// limit.
  std::uint64_t max_memory = std::uint64_t{1} << 30;
  /// The folder for traces of findings; empty: none are written.
  std::string out = "traces";
  /// What becomes of traces of earlier checks.
  stored_traces stored = stored_traces::replayed_first;
  /// A folder of traces that are regression tests, as they are committed beside the tests. Those of
  /// this program are replayed before all else, and never written. Empty: there is none.
  std::string corpus = {};
  /// The folder for report files; empty: none are written. See report/json.hpp.
  std::string reports = {};
  /// What a reader types behind `CUTPOINT_REPLAY=<trace> ` to replay a finding; empty: the name
  /// under which this process was started.
  std::string replay_command = {};
  /// A trace file to replay instead of searching; empty: search.
  std::string replay = {};
  /// The number of an open file, to which a line goes several times a second that says how far the
  /// search has come, and one at its end: see progress.hpp. -1: none.
  int progress_file = -1;
};

}  // namespace cutpoint
