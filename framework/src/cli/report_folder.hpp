#pragma once

#include <cutpoint/report/summary.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace cutpoint::cli {

/// Returns: the report files of single checks in `folder`, in the order of their names. Errors:
/// `bad_input` where there is no such folder.
std::vector<std::filesystem::path> report_files_in(const std::filesystem::path& folder);

/// Returns: the same of `folder` and all folders below it.
std::vector<std::filesystem::path> report_files_below(const std::filesystem::path& folder);

/// Returns: the tests of the report at `path`. Their traces are named from where this process is.
/// Errors: `bad_input`.
std::vector<test_summary> read_report(const std::filesystem::path& path);

}  // namespace cutpoint::cli
