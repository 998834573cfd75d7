#pragma once

#include "report_format.hpp"

#include <string>
#include <vector>

namespace cutpoint::cli {

/// What `cutpoint merge` is asked for.
struct merge_request {
  std::vector<std::string> folders;  ///< with report files
  std::string out;                   ///< folder for the result; empty: it is only printed
  report_format printed = report_format::text;
};

/// Puts the reports in the folders together and prints the result; with `out`, also writes reports
/// in every form and the traces of the findings there.
/// Returns: the exit code, as of `run`. Errors: `bad_input`.
int merge_reports(const merge_request& wanted);

}  // namespace cutpoint::cli
