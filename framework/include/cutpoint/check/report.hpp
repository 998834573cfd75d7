#pragma once

#include <cutpoint/shrink/shrink.hpp>
#include <cutpoint/trace/event.hpp>
#include <cutpoint/trace/finding.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint {

/// The parts of a search, in their order.
enum class search_phase : std::uint8_t { replay, baseline, sweep, depth, exhaustive, random };

std::string_view name_of(search_phase phase);

/// A finding with all that is known of the run that led to it.
struct explained_finding {
  finding what;
  std::vector<finding> others;  ///< what else the oracles say of the same run
  search_phase phase = search_phase::baseline;
  trace how;
  std::vector<event_record> events;
  std::string trace_path;   ///< empty where none was written
  std::string replay_line;  ///< empty where nothing can be replayed
  std::uint64_t runs_to_find = 0;
  std::uint64_t runs_to_shrink = 0;
  shrink_end shrunk = shrink_end::not_reproduced;  ///< how sure it is that `how` is the smallest
  std::uint64_t steps = 0;
  std::uint32_t tasks = 0;
};

/// How far a phase came.
struct phase_coverage {
  search_phase phase = search_phase::baseline;
  std::uint64_t runs = 0;
  std::uint64_t jobs = 0;  ///< how many parts the phase has in all
  std::uint64_t done = 0;  ///< how many of them are done; but for the two bounded phases a run each
};

enum class verdict : std::uint8_t {
  clean,
  findings,
  nothing_explored,   ///< no run had a choice with more than one move
  not_deterministic,  ///< the same choices led to different runs
  bad_input,          ///< a trace that cannot be read, or does not fit the program
  skipped,            ///< a trace of another program is to be replayed
};

std::string_view name_of(verdict v);

/// What a check found out.
struct report {
  std::string name;
  verdict result = verdict::clean;
  std::string message;  ///< says more where the verdict is neither `clean` nor `findings`
  std::vector<explained_finding> findings;
  std::vector<phase_coverage> phases;
  run_bounds bounds;
  std::uint64_t runs = 0;
  std::uint64_t steps = 0;
  std::uint64_t sites_reached = 0;  ///< suspension points of the baseline
  std::uint64_t sites_cut = 0;      ///< those at which a stop was delivered
  bool exhausted = false;  ///< every job was done; else a budget or a finding ended the search
  double seconds = 0;      ///< wall time

  bool passed() const { return result == verdict::clean || result == verdict::skipped; }
};

}  // namespace cutpoint
