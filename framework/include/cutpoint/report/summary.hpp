#pragma once

#include <cutpoint/check/report.hpp>
#include <cutpoint/trace/event.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace cutpoint {

/// A task that waits for ever.
struct endless_wait {
  std::string task;  ///< its path
  std::string site;  ///< `account.lock#1`
  std::string on;    ///< the task that it waits for; empty where nobody in particular could help
  std::string text;  ///< the same in words, with the place

  friend bool operator==(const endless_wait&, const endless_wait&) = default;
};

/// A finding as a report file holds it.
struct finding_summary {
  finding_identity identity;  ///< what two runs to the same finding have in common
  std::string message;        ///< one sentence
  search_phase phase = search_phase::baseline;  ///< which one found it
  job_place found_at;                           ///< where in the list of jobs
  std::string trace;                 ///< path of the trace file, from the folder of the report on
  std::string replay;                ///< what to type behind `CUTPOINT_REPLAY=<trace> `
  std::uint64_t deviations = 0;      ///< of the smallest run
  std::uint64_t stops = 0;           ///< so many of them
  std::uint64_t reorders = 0;        ///< so many of them
  std::uint64_t tasks = 0;           ///< of the smallest run
  std::uint64_t steps = 0;           ///< of the smallest run
  bool proved_minimal = false;       ///< no run that leads to it comes before
  std::uint64_t runs_to_find = 0;    ///< which run of the search led to it
  std::uint64_t runs_to_shrink = 0;  ///< how many made it smaller
  std::string story = {};            ///< the finding as text, see report/text.hpp
  std::string trace_text = {};       ///< what the trace file holds
  std::vector<std::string> notes = {};    ///< who waits for whom, what is still held
  std::vector<endless_wait> waits = {};   ///< of a deadlock: the wait-for graph
  std::vector<std::string> others = {};   ///< what else the oracles say of the same run
  std::vector<event_record> events = {};  ///< of the smallest run
  bool known = false;                     ///< a list of known findings holds it

  friend bool operator==(const finding_summary&, const finding_summary&) = default;
};

/// A check as a report file holds it.
struct test_summary {
  std::string name;                             ///< of the check
  verdict result = verdict::clean;              ///< what it all comes to
  std::string message;                          ///< what else there is to say
  search_phase phase = search_phase::baseline;  ///< the last one that was begun
  std::vector<phase_coverage> phases;           ///< what was done of each
  std::uint64_t runs = 0;                       ///< of the search
  std::uint64_t steps = 0;                      ///< of these runs
  double seconds = 0;                           ///< of several shards: of all together
  std::uint64_t sites_reached = 0;              ///< suspension points of the baseline
  std::uint64_t sites_cut = 0;                  ///< those at which a stop was delivered
  run_bounds bounds;                            ///< what a run could deviate in
  bool exhausted = false;                       ///< every job was done
  std::vector<finding_summary> findings;        ///< in the order in which they were found
  job_list jobs;                                ///< in a file: of a shard only, for `merge`
  std::string binary = {};                ///< the test binary that made it, where that is known
  std::vector<std::string> notes = {};    ///< what was left out or made again, and why
  std::string proved = {};                ///< what an exhaustive search proved, in sentences
  std::vector<stop_coverage> stops = {};  ///< what became of each kind of stop
  bool interrupted = false;               ///< from outside
  std::vector<exempt_point> exempt = {};  ///< suspension points that no stop cuts

  bool is_shard() const { return jobs.shard.count > 1; }  ///< whether it is a part of a search
};

/// Returns: what a report file holds of the check that `r` is of.
test_summary summary_of(const report& r);

/// What a report file holds: all that several checks, of several test binaries, came to.
struct run_summary {
  std::vector<test_summary> tests;  ///< in the order in which they were made
  /// What went wrong outside of checks, as a test binary that crashed.
  std::vector<std::string> problems = {};
  bool interrupted = false;  ///< from outside; some tests may be missing
};

/// Returns: how many findings of `run` no list of known findings holds.
std::uint64_t count_new_findings(const run_summary& run);

/// At how many suspension points tasks were stopped.
struct stop_coverage_total {
  std::uint64_t reached = 0;  ///< suspension points of all baselines
  std::uint64_t cut = 0;      ///< those at which a stop was delivered

  /// Units: percent. Of nothing: all.
  double percent() const {
    return reached == 0 ? 100 : 100 * static_cast<double>(cut) / static_cast<double>(reached);
  }
};
/// Returns: the suspension points of all tests of `run` together.
stop_coverage_total coverage_of(const run_summary& run);

/// Returns: what was found and what was covered, a line or two for each. Ends with a line break.
std::string format_text(const test_summary& t);

}  // namespace cutpoint
