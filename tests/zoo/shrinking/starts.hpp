#pragma once

#include "zoo/shrinking/subject.hpp"

#include <cutpoint/kernel/choice_log.hpp>
#include <cutpoint/trace/finding.hpp>

#include <cstdint>
#include <vector>

namespace cutpoint::shrinking {

/// Failing runs of one program that all lead to the same finding.
struct starts {
  finding_identity identity;
  std::vector<std::vector<taken_choice>> runs;  ///< their choices that were not benign
};

/// Draws random runs of `s`, by the portfolio from one seed after another, until `count` different
/// ones lead to the finding or `limit` runs were made.
starts find_starts(const subject& s, std::size_t count, std::uint64_t limit);

}  // namespace cutpoint::shrinking
