#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/check/report.hpp>
#include <cutpoint/check/trace_files.hpp>
#include <cutpoint/trace/finding.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace cutpoint {

/// The traces of one check in the folder that its options name; without a folder it does nothing.
///
/// A finding's trace is written twice: at once, under a name made of its identity, so that it
/// outlives this process; and when the search is over, as small as it came to be and under its
/// final name, `<check>.trace` or `<check>-2.trace` and so on, which then takes the place of the
/// first. A trace that was there before keeps its name, and is only replaced by one of the same
/// finding.
class trace_store {
 public:
  explicit trace_store(const options& wanted);

  /// Returns: what earlier checks of the same input left, in the order of their final names.
  const std::vector<trace_file>& before() const { return before_; }

  /// Writes a trace as soon as it is known.
  void keep(const trace& found);
  /// Writes the trace of `f`, and fills in where it is and how to replay it.
  void settle(explained_finding& f);
  /// Takes away what this check kept and did not settle. What was there before stays.
  void clear_kept();

  /// Returns: why the first of the traces that could not be written could not; else nothing.
  const std::string& problem() const { return problem_; }

 private:
  bool write(const std::filesystem::path& path, const std::string& text);
  std::filesystem::path kept_name(const finding_identity& identity) const;
  std::filesystem::path free_name() const;

  std::filesystem::path folder_;
  std::string base_;     // of every file name
  std::string command_;  // behind CUTPOINT_REPLAY=
  program_input input_;
  std::vector<trace_file> before_;
  std::map<finding_identity, std::filesystem::path> names_;  // final ones
  std::set<std::filesystem::path> kept_;                     // by this check
  std::string problem_;
};

}  // namespace cutpoint
