#pragma once

#include "lint/source_tree.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace cutpoint::lint {

/// Every header has `#pragma once`.
std::vector<complaint> check_pragma_once(const std::vector<source_file>& files);

/// No C++ or CMake file has more than `limit` lines, but for the paths in `exempt`. An exemption
/// that is not needed is a complaint too.
std::vector<complaint> check_length(const std::vector<source_file>& files, std::size_t limit,
                                    const std::set<std::string>& exempt);

/// No file is marked as unfinished, and no test is disabled.
std::vector<complaint> check_unfinished(const std::vector<source_file>& files);

/// Below check/, and in the fiber adapter, nothing that differs from run to run is used: no clock,
/// no environment, no random device, no unordered container or unspecified distribution.
std::vector<complaint> check_determinism(const std::vector<source_file>& files);

/// The framework and the adapters together define at most one `thread_local`.
std::vector<complaint> check_thread_local(const std::vector<source_file>& files);

/// Files and folders are named after what they hold.
std::vector<complaint> check_file_names(const std::vector<source_file>& files);

}  // namespace cutpoint::lint
