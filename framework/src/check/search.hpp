#pragma once

#include "candidate.hpp"
#include "found_list.hpp"

#include <cutpoint/check/job_list.hpp>
#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cutpoint {

/// What a search came to.
struct search_result {
  std::vector<candidate> found;  ///< in the order of the list, up to the run that ended the search
  std::optional<job_place> end;  ///< that run
  job_list jobs;
  std::uint64_t sites = 0;  ///< suspension points of the baseline that a stop cuts
  std::vector<exempt_point> exempt;
  bool had_choices = false;        ///< else there was nothing to search
  std::vector<std::string> notes;  ///< what was left out or made again
  std::string refused;             ///< why no search was made: a stop mode that cannot be delivered
};

/// Makes the baseline, and shares out the list of jobs that follows from it among workers, as
/// `wanted` says. `found` holds what was found before. `take_up` is called for each candidate as
/// soon as it is heard of, in no certain order; for a death it fills in the identity.
search_result search(const program& checked, const options& wanted, found_list found,
                     const std::function<void(candidate&)>& take_up);

}  // namespace cutpoint
