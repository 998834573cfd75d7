#pragma once

#include "candidate.hpp"
#include "explore.hpp"

#include <cutpoint/check/job_list.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace cutpoint {

/// The candidates of a search in the order of the list of jobs, whenever they were heard of: of
/// each identity the earliest one.
class found_list {
 public:
  /// The search ends at the `most`th.
  explicit found_list(std::uint32_t most) : most_(most) {}

  void add(candidate c);
  /// Returns: the run that ends the search, as far as is known: the one that made enough findings,
  /// or showed that the program is not deterministic.
  std::optional<job_place> end() const;
  /// Returns: what was found up to that run.
  std::vector<candidate> up_to_the_end() const;
  std::vector<known_finding> known() const;

 private:
  std::uint32_t most_;
  std::vector<candidate> candidates_;
};

}  // namespace cutpoint
