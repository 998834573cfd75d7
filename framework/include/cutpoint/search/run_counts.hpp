#pragma once

#include <cutpoint/search/profile.hpp>
#include <cutpoint/search/site_table.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace cutpoint {

class kernel;

/// What earlier runs of a job tell about the next one: how many steps each task makes, and how
/// often it goes on to each object. Tasks are told by their spawn order, so where that differs from
/// run to run these are guesses.
class run_counts {
 public:
  explicit run_counts(const profile& base);  ///< Begins with what the baseline lets expect.

  /// Forgets all but the baseline.
  void begin_job();
  void begin_run();  ///< Forgets the run before.
  /// Counts `t` as picked where it is suspended. Returns: that site.
  std::uint32_t note(const task_control& t);
  void end_run(const kernel& run);  ///< Learns how often each task came to each site.

  site_table& sites() { return sites_; }  ///< the numbers of sites
  /// Returns: for each task, by number, the steps to expect of it.
  std::span<const std::uint32_t> steps() const { return steps_; }
  /// Returns: for each task, by number, that of its parent.
  std::span<const std::uint32_t> parents() const { return parents_; }
  /// Returns: for each task, by number, how often it goes on to `object`; shorter than `steps()`
  /// where the last tasks never do. Requires: `object < sites().objects()`.
  std::span<const std::uint32_t> accesses(std::uint32_t object);
  /// Returns: about how many choices a run has.
  std::uint64_t choices() const { return choices_; }

 private:
  const profile* base_;
  site_table sites_;
  std::vector<std::uint32_t> steps_;
  std::vector<std::uint32_t> parents_;
  std::uint64_t choices_ = 0;
  // By object, then by task: of the runs so far the most, and of the run in progress.
  std::vector<std::vector<std::uint32_t>> most_;
  std::vector<std::vector<std::uint32_t>> now_;
};

}  // namespace cutpoint
