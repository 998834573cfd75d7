#pragma once

#include "zoo/exhibit.hpp"

#include <cutpoint/check/report.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cutpoint::zoo {

/// What one visit to an exhibit showed.
struct visit {
  const exhibit* of = nullptr;
  report buggy;
  report fixed;
  std::optional<report> wrong_fix;
  size found;                             ///< of the buggy variant's smallest run
  std::vector<std::string> shortcomings;  ///< what is not as it should be, a sentence each
};

/// How thoroughly a fixed variant is looked at, besides every run with at most two deviations, and
/// how long each search may take.
struct thoroughness {
  std::chrono::seconds most_time{2};
  std::uint64_t random_runs = 100'000;
};

/// Checks the variants of `e`: the buggy one with default options and what it declares, and so the
/// wrong fix; the fixed one with every pair of deviations and with random runs.
visit make_visit(const exhibit& e, const thoroughness& how);

}  // namespace cutpoint::zoo
