#pragma once

#include <string>
#include <vector>

namespace cutpoint::cli {

/// What `cutpoint merge` is asked for.
struct merge_request {
  std::vector<std::string> folders;  ///< with report files
  std::string out;                   ///< folder for the result; empty: it is only printed
  bool as_json = false;              ///< print the report file instead of text
};

/// Puts the reports in the folders together and prints the result; with `out`, also writes
/// `report.json` and the traces of the findings there.
/// Returns: the exit code, as of `run`.
int merge_reports(const merge_request& wanted);

}  // namespace cutpoint::cli
