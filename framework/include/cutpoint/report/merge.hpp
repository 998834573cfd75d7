#pragma once

#include <cutpoint/report/summary.hpp>

#include <string>
#include <variant>
#include <vector>

namespace cutpoint {

/// Puts the shards of each search together. Other tests stay as they are.
///
/// Returns: one test for each name, in the order of names: what the whole search would have
/// reported, but for `seconds` and notes. Where a search was ended by its time, it is what the
/// shards did. Errors: says which shards are missing, are there twice or do not belong together,
/// and what to do.
std::variant<std::vector<test_summary>, std::string> merge(std::vector<test_summary> tests);

}  // namespace cutpoint
