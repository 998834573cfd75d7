#pragma once

#include "phase_jobs.hpp"

#include <cutpoint/check/job_list.hpp>
#include <cutpoint/check/options.hpp>
#include <cutpoint/search/profile.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint {

/// The whole list of jobs of a search: those of the sweep, then of each phase behind it. It follows
/// from the options and the baseline run alone, so every process that makes it has the same.
class search_plan {
 public:
  search_plan(const options& wanted, const profile& seen);

  /// A job by its number in the list.
  struct place {
    phase_jobs& phase;
    std::uint64_t job;  ///< its number in the phase
  };
  /// Requires: `number` is below the size of the list.
  place find(std::uint64_t number) const;

  std::vector<listed_phase> listed() const;
  /// Returns: the kinds of `seen`, from which the list was made, each with its jobs.
  std::vector<listed_stop> stops(const profile& seen) const;
  /// Returns: a number that differs where the lists of two searches do.
  std::uint64_t fingerprint() const { return fingerprint_; }

 private:
  std::vector<std::unique_ptr<phase_jobs>> phases_;
  std::uint64_t fingerprint_;
};

/// What whoever starts the workers has to know of the baseline.
struct search_outline {
  std::vector<listed_phase> phases;
  std::vector<listed_stop> stops;
  std::uint64_t fingerprint = 0;
  std::uint64_t sites = 0;  ///< suspension points that a stop cuts
  std::vector<exempt_point> exempt;
  std::uint64_t runs = 0;  ///< of the baseline
  std::uint64_t steps = 0;
  bool had_choices = false;  ///< else there is nothing to search
};

/// The form in which a worker sends it.
std::string to_message(const search_outline& outline);
/// Returns: the outline that `message` holds; nothing where it is another kind of message.
std::optional<search_outline> find_outline(std::string_view message);

}  // namespace cutpoint
