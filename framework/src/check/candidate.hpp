#pragma once

#include <cutpoint/check/job_list.hpp>
#include <cutpoint/kernel/choice_log.hpp>
#include <cutpoint/trace/finding.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint {

/// A run that an oracle complained about, or that killed its worker, by its choices alone. It is
/// made again, recorded, before it is believed.
struct candidate {
  finding_identity identity;
  job_place at;
  std::uint64_t runs_to_find = 0;  ///< known when the search is over
  std::vector<taken_choice> taken;
  /// Of a baseline that differed when made again: the first difference. Else empty.
  std::string difference;
};

/// The form in which a worker sends a candidate.
std::string to_message(const candidate& c);
candidate candidate_from(std::string_view message);

}  // namespace cutpoint
