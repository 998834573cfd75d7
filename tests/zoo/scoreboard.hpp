#pragma once

#include "zoo/visit.hpp"

#include <span>
#include <string>

namespace cutpoint::zoo {

/// Returns: a line for an exhibit, as it is printed when it has been visited.
std::string line_of(const visit& v);
/// Returns: the line above those.
std::string line_of_titles();
/// Returns: the sums, below them.
std::string totals(std::span<const visit> visits);

/// Returns: framework/docs/zoo.md.
std::string as_markdown(std::span<const visit> visits);
/// Returns: a report of schema `cutpoint-report/1`.
std::string as_json(std::span<const visit> visits);

/// Returns: the smallest failing run of the buggy variant, without what depends on the strategy.
std::string smallest_trace(const visit& v);

}  // namespace cutpoint::zoo
