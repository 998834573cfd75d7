#pragma once

#include <cutpoint/report/summary.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace cutpoint::cli {

/// A finding that a team has seen, and lives with for now.
struct known_finding_line {
  std::string test;
  finding_identity identity;

  friend bool operator==(const known_finding_line&, const known_finding_line&) = default;
};

/// Reads a list of known findings: one a line, `TEST | ORACLE | SUBJECT | TASK`; lines that are
/// empty or begin with `#` mean nothing. Errors: `bad_input`, with the line.
std::vector<known_finding_line> read_known_findings(const std::filesystem::path& path);

/// Marks the findings of `run` that `known` holds. Returns: lines of `known` whose test was run to
/// its end and did not lead to them any more.
std::vector<known_finding_line> mark_known(run_summary& run,
                                           const std::vector<known_finding_line>& known);

/// Returns: the list that holds all findings of `run`.
std::string format_known_findings(const run_summary& run);

/// Returns: the line, without its line break.
std::string in_words(const known_finding_line& line);

}  // namespace cutpoint::cli
