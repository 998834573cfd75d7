#pragma once

#include "zoo/schedules/measure.hpp"
#include "zoo/schedules/suite.hpp"

#include <cutpoint/search/profile.hpp>
#include <cutpoint/trace/ids.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace cutpoint::schedules {

/// A way to search, by its name in the tables.
struct arm {
  std::string_view name;
  bool random = true;  ///< false: every seed gives the same runs
  search (*make)(seed from, std::uint64_t runs, const profile& base);
};

/// Returns: the portfolio, which is what a check uses.
const arm& portfolio();
/// Returns: the arms that a program of this use is measured with one by one.
const std::vector<arm>& single_arms(use in);

}  // namespace cutpoint::schedules
