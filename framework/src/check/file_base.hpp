#pragma once

#include <cutpoint/check/options.hpp>

#include <string>
#include <string_view>

namespace cutpoint {

/// Returns: `name` with every character replaced that is awkward in the name of a file.
std::string file_base(std::string_view name);

/// Returns: what the names of all files begin with that a check under `wanted` writes. Those of
/// several shards differ, so that they can share a folder.
std::string file_base(const options& wanted);

}  // namespace cutpoint
