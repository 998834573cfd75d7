#pragma once

#include <cutpoint/check/explanation.hpp>
#include <cutpoint/check/job_list.hpp>
#include <cutpoint/check/minimality.hpp>
#include <cutpoint/check/search_phase.hpp>
#include <cutpoint/shrink/shrink.hpp>
#include <cutpoint/trace/event.hpp>
#include <cutpoint/trace/finding.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint {

/// A finding with all that is known of the run that led to it.
struct explained_finding {
  finding what;                                 ///< the complaint
  std::vector<finding> others;                  ///< what else the oracles say of the same run
  search_phase phase = search_phase::baseline;  ///< the phase that found it
  job_place found_at;                           ///< where in the list of jobs
  trace how;                                    ///< the smallest run that leads to it
  std::vector<event_record> events;             ///< all that happened in that run
  std::string trace_path;                       ///< empty where none was written
  std::string replay_line;                      ///< empty where nothing can be replayed
  /// Which run of the search, or of the shard, led to it; 0: one of an earlier check.
  std::uint64_t runs_to_find = 0;
  std::uint64_t runs_to_shrink = 0;                ///< how many made it smaller
  shrink_end shrunk = shrink_end::not_reproduced;  ///< what the shrinker says of `how`
  minimality least;         ///< how sure it is that no run that leads to `what` comes before `how`
  std::uint64_t steps = 0;  ///< of the smallest run
  std::uint32_t tasks = 0;  ///< of the smallest run
  explanation why = {};     ///< what is known of the runs around it
};

/// What an exhaustive search that came to its end proves.
struct certificate {
  /// No run fails that has at most so many. The search was the bounded one, which makes every run
  /// within its bound and leaves none out for being like another.
  std::uint32_t deviations = 0;
  /// Or: no run fails that has at most so many stops. The search was the reduced one.
  std::optional<std::uint32_t> stops = {};
  std::uint64_t runs = 0;  ///< so many were made to show it
  run_bounds bounds;       ///< what can deviate in a run, and how often
};

/// Returns: what `c` says, how virtual time passed, and what it takes for granted, in sentences.
std::string in_words(const certificate& c);

/// What a check comes to.
enum class verdict : std::uint8_t {
  clean,
  findings,
  nothing_explored,   ///< no run had a choice with more than one move
  not_deterministic,  ///< the same choices led to different runs
  bad_input,          ///< a trace that cannot be read, or does not fit the program
  skipped,            ///< a trace of another program is to be replayed
};

/// Returns: the verdict in words, as reports print it: "nothing explored".
std::string_view name_of(verdict v);

/// What became of a trace that an earlier check left in the folder for traces.
enum class stored_trace_end : std::uint8_t {
  fails,   ///< it leads to a finding, which the report holds
  passes,  ///< its run is made as it says, and nobody complains any more
  stale,   ///< it cannot be read, or does not fit the program any more
};

/// A trace that was replayed before the search.
struct stored_trace {
  std::string path;        ///< where it lies
  bool in_corpus = false;  ///< it is a regression test: that it passes goes without saying
  stored_trace_end end = stored_trace_end::passes;  ///< what its run came to
  std::string why;  ///< of a stale one: why it does not fit; of one that fails: what was changed
                    ///< so that it fits, empty where nothing was
};

/// What a check found out.
struct report {
  std::string name;                 ///< of the check
  verdict result = verdict::clean;  ///< what it all comes to
  std::string message;  ///< what else there is to say, as where traces could not be written
  std::vector<std::string> notes;           ///< what was left out or made again, and why
  std::vector<explained_finding> findings;  ///< in the order in which they were found
  std::vector<stored_trace> stored;         ///< traces that were replayed first
  std::vector<phase_coverage> phases;       ///< what was done of each phase
  job_list jobs;                            ///< what was done, job by job
  run_bounds bounds;                        ///< what a run could deviate in
  /// Where `options::exhaustive` or `reduced` asked for it, every such run was made, and none
  /// failed.
  std::optional<certificate> proved = {};
  /// The runs of the search, up to the one that ended it. What other workers did behind that one
  /// is not counted, nor are runs that confirm and shrink.
  std::uint64_t runs = 0;
  std::uint64_t steps = 0;                ///< of these runs
  std::uint64_t sites_reached = 0;        ///< suspension points of the baseline
  std::uint64_t sites_cut = 0;            ///< those at which a stop was delivered
  std::vector<exempt_point> exempt = {};  ///< those that no stop cuts, which are not counted
  std::vector<stop_coverage> stops = {};  ///< what became of each kind of stop of the sweep
  bool exhausted = false;    ///< every job was done; else a budget or a finding ended the search
  double seconds = 0;        ///< wall time
  bool interrupted = false;  ///< a signal ended the search, see interruption.hpp

  /// Whether a test may be green.
  bool passed() const { return result == verdict::clean || result == verdict::skipped; }
};

}  // namespace cutpoint
