#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/check/search_phase.hpp>
#include <cutpoint/search/profile.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint {

/// What the stop of a job led to.
enum class stop_outcome : std::uint8_t {
  finished,  ///< nobody complained
  ignored,   ///< a task ignored it, swallowed it or suspended again behind it
  failed,    ///< another finding
};

/// What was done of one job of a search.
struct job_record {
  std::uint64_t runs = 0;        ///< how many runs it made
  std::uint64_t steps = 0;       ///< how many steps these took
  std::uint32_t stop = no_stop;  ///< that the job makes: an index into `job_list::stops`
  bool complete = false;         ///< no run of the job is left to do
  stop_outcome outcome = stop_outcome::finished;  ///< of the stop, if it makes one

  friend bool operator==(const job_record&, const job_record&) = default;
};

/// How many jobs of the list belong to a phase.
struct listed_phase {
  search_phase phase = search_phase::sweep;  ///< which phase
  std::uint64_t jobs = 0;                    ///< how many jobs it has

  friend bool operator==(const listed_phase&, const listed_phase&) = default;
};

/// A kind of stop that the sweep makes.
struct listed_stop {
  swept_stop what;         ///< the kind of stop
  std::uint64_t jobs = 0;  ///< so many of the sweep make it

  friend bool operator==(const listed_stop&, const listed_stop&) = default;
};

/// What became of a kind of stop. What is left of `planned` was never tried.
struct stop_coverage {
  swept_stop what;            ///< the kind of stop
  std::uint64_t planned = 0;  ///< how many runs are to make it
  /// Of these, how many ended without a complaint.
  std::uint64_t finished = 0;
  std::uint64_t ignored = 0;  ///< how many ignored it, swallowed it, or suspended behind it
  std::uint64_t failed = 0;   ///< how many failed otherwise

  friend bool operator==(const stop_coverage&, const stop_coverage&) = default;
};

/// Why no stop cuts a suspension point.
enum class exemption : std::uint8_t {
  by_shield,  ///< a shield holds it up
  by_task,    ///< the task is unstoppable
  by_place,   ///< none can be aimed at the task there, as in a destructor
};

/// Every exemption, in its order.
inline constexpr std::array all_exemptions = {exemption::by_shield, exemption::by_task,
                                              exemption::by_place};

/// Returns: the exemption as reports print it: "unstoppable".
std::string_view name_of(exemption why);

/// A suspension point of the baseline that does not count as one, as no stop cuts it.
struct exempt_point {
  std::string site;                     ///< `main/notify db.begin#1`
  exemption why = exemption::by_place;  ///< what keeps stops off

  friend bool operator==(const exempt_point&, const exempt_point&) = default;
};

/// A run of a search: the same one whoever made it. The earlier run of a search is the lesser.
struct job_place {
  search_phase phase = search_phase::baseline;  ///< which phase made it
  std::uint64_t job = 0;                        ///< number in the list, from 0; before the sweep: 0
  std::uint64_t run = 0;                        ///< of the job, from 1
  std::uint64_t steps = 0;                      ///< of the job, that run's included

  friend auto operator<=>(const job_place&, const job_place&) = default;
};

/// How far a phase came.
struct phase_coverage {
  search_phase phase = search_phase::baseline;  ///< which phase
  std::uint64_t runs = 0;                       ///< how many runs were made
  std::uint64_t jobs = 0;                       ///< how many parts the phase has in all
  std::uint64_t done = 0;                       ///< how many of them are done to their end
};

/// The jobs of a search, which stand behind its baseline, and what was done of them.
struct job_list {
  std::vector<listed_phase> phases;  ///< in their order, from the sweep on
  std::vector<listed_stop> stops;    ///< what the sweep makes, in the order of its jobs
  std::uint64_t baseline_runs = 0;   ///< how many the baseline took, which everyone makes
  std::uint64_t baseline_steps = 0;  ///< how many the baseline took
  /// Equal where program, options and baseline are. Shards of one search have the same.
  std::uint64_t fingerprint = 0;
  search_shard shard;              ///< which part of the list is this one's
  std::uint32_t max_findings = 0;  ///< the search ends with so many
  std::uint32_t exhaustive = 0;    ///< the deviations of a run of the bounded exhaustive search
  std::optional<std::uint32_t> reduced = {};  ///< the stops of a run of the reduced search
  /// The jobs of the shard, in the order of the list: of number `index`, `index + count` and so on.
  std::vector<job_record> records;

  /// Returns: how many jobs all phases have.
  std::uint64_t size() const;
  /// Returns: the number in the list of the record at `position`.
  std::uint64_t number_of(std::uint64_t position) const {
    return shard.index + position * shard.count;
  }
  /// Returns: how many jobs of a list of `size` belong to `shard`.
  static std::uint64_t share(std::uint64_t size, const search_shard& shard) {
    return size <= shard.index ? 0 : (size - shard.index - 1) / shard.count + 1;
  }
};

/// What the jobs of a list come to.
struct job_totals {
  std::uint64_t runs = 0;              ///< all of them, with the baseline's
  std::uint64_t steps = 0;             ///< all of them, with the baseline's
  std::uint64_t sites_cut = 0;         ///< suspension points at which some job stopped a task
  std::vector<phase_coverage> phases;  ///< what was done of each
  bool exhausted = false;              ///< whether every job was done
};

/// Returns: the suspension points that some of `stops` cut, by number, in their order.
std::vector<std::uint32_t> sites_of(std::span<const listed_stop> stops);

/// Returns: what was done up to the run `end`, which is the last one that counts; without one, all
/// that was done. It is the same however many workers did it.
job_totals count_up(const job_list& jobs, const std::optional<job_place>& end);

/// Returns: what became of each kind of stop, in the order of `jobs.stops`; counted as `count_up`
/// does.
std::vector<stop_coverage> stops_covered(const job_list& jobs, const std::optional<job_place>& end);

/// Returns: which run of the search, or of its shard, the one at `place` is, from 1.
/// Requires: its job, and all before it, were done.
std::uint64_t run_number(const job_list& jobs, const job_place& place);

}  // namespace cutpoint
