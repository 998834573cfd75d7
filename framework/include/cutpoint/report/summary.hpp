#pragma once

#include <cutpoint/check/report.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace cutpoint {

/// A finding as a report file holds it: without the events of its run, which its trace gives back.
struct finding_summary {
  finding_identity identity;
  std::string message;
  search_phase phase = search_phase::baseline;
  job_place found_at;
  std::string trace;   ///< path of the trace file, from the folder of the report on
  std::string replay;  ///< what to type behind `CUTPOINT_REPLAY=<trace> `
  std::uint64_t deviations = 0;
  std::uint64_t stops = 0;
  std::uint64_t reorders = 0;
  std::uint64_t tasks = 0;
  std::uint64_t steps = 0;
  bool proved_minimal = false;  ///< no failing run has fewer deviations
  std::uint64_t runs_to_find = 0;
  std::uint64_t runs_to_shrink = 0;

  friend bool operator==(const finding_summary&, const finding_summary&) = default;
};

/// A check as a report file holds it.
struct test_summary {
  std::string name;
  verdict result = verdict::clean;
  std::string message;
  search_phase phase = search_phase::baseline;  ///< the last one that was begun
  std::vector<phase_coverage> phases;
  std::uint64_t runs = 0;
  std::uint64_t steps = 0;
  double seconds = 0;  ///< of several shards: of all together
  std::uint64_t sites_reached = 0;
  std::uint64_t sites_cut = 0;
  run_bounds bounds;
  bool exhausted = false;
  std::vector<finding_summary> findings;
  job_list jobs;  ///< in a file: of a shard only, for `merge`

  bool is_shard() const { return jobs.shard.count > 1; }
};

test_summary summary_of(const report& r);

/// Returns: what was found and what was covered, a line or two for each. Ends with a line break.
std::string format_text(const test_summary& t);

}  // namespace cutpoint
