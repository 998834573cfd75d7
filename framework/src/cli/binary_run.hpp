#pragma once

#include "progress_display.hpp"
#include "run_command.hpp"

#include <cutpoint/report/summary.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace cutpoint::cli {

/// What one test binary came to.
struct binary_result {
  std::vector<test_summary> tests;    ///< traces are named from the folder for reports
  std::vector<std::string> refusals;  ///< why nothing can be said about it
  std::vector<std::string> failures;  ///< what went wrong outside of checks
  bool interrupted = false;
};

/// Runs the test binary `path`; its traces, reports and output go to `folder`, which lies in
/// `wanted.out`. Errors: `bad_input`.
binary_result run_binary(const std::string& path, const std::filesystem::path& folder,
                         const run_request& wanted, progress_display& display);

}  // namespace cutpoint::cli
