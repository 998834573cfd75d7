#pragma once

#include "shared_state.hpp"
#include "worker.hpp"

#include <cutpoint/check/job_list.hpp>
#include <cutpoint/trace/finding.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint {

/// What a search does about a worker that died.
enum class after_death : std::uint8_t {
  again,   ///< no run is to blame: the one in progress is made again
  behind,  ///< the run counts, and the search goes on behind it
};

/// The workers that died in a search, and what is left out because of them.
///
/// A death costs a new process, and a hang what it takes to see it, so runs that die of what is
/// known are not to use up the search: a task that is known to hang is not waited for long, and a
/// job of the bounded search in which run after run dies is left. What is left out is said.
class death_toll {
 public:
  /// Takes in the death of the worker that `state` tells of, and moves `state` on to what is to be
  /// done next.
  after_death take(shared_state& state, const worker_end& end);

  /// Returns: sentences for the report. Runs behind `end`, which ended the search, are left out:
  /// which of them were made depends on how many workers there were.
  std::vector<std::string> notes(const std::optional<job_place>& end) const;

 private:
  bool is_to_make_again(const shared_state& state);
  bool leaves_job(const shared_state& state, const finding_identity& look);

  struct moment {
    search_phase phase = search_phase::replay;
    std::uint64_t job = 0;
    std::uint64_t runs = 0;
    friend bool operator==(const moment&, const moment&) = default;
  };

  struct lost_run {
    job_place at;  ///< without the steps
    finding_identity look;
    bool bounded;  ///< of a bounded search, so that what extends it is lost too
    bool leaves_job;
  };

  std::vector<lost_run> lost_;
  moment last_killed_;
  std::uint64_t killed_ = 0;
  std::uint64_t worn_ = 0;
  std::uint64_t runs_when_worn_ = 0;
  /// What deaths have cost in each job of a bounded search.
  std::map<std::pair<search_phase, std::uint64_t>, std::map<finding_identity, std::uint64_t>>
      weight_in_job_;
};

}  // namespace cutpoint
