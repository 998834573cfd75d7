#pragma once

#include "report_format.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cutpoint::cli {

/// What `cutpoint run` is asked for.
struct run_request {
  std::vector<std::string> binaries;
  std::string out = "cutpoint-out";    ///< folder for reports and traces
  std::string budget;                  ///< of each test, as CUTPOINT_BUDGET; empty: its own
  std::string jobs;                    ///< as CUTPOINT_JOBS
  std::string seed;                    ///< as CUTPOINT_SEED
  std::string filter;                  ///< of GoogleTest
  std::uint32_t max_findings = 10;     ///< of each test
  std::optional<double> min_coverage;  ///< percent
  std::string known;                   ///< a list of known findings; empty: none
  std::string write_known;             ///< where to write one; empty: nowhere
  std::vector<report_format> formats;
};

/// Runs the test binaries one after the other, goes on where one crashes, writes the reports, and
/// prints what was found.
/// Returns: the exit code. Errors: `bad_input`.
int run_tests(const run_request& wanted);

}  // namespace cutpoint::cli
