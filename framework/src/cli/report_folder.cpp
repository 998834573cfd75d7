#include "report_folder.hpp"

#include "bad_input.hpp"
#include "text_file.hpp"

#include <cutpoint/report/json.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>
#include <variant>

namespace cutpoint::cli {

namespace fs = std::filesystem;

namespace {

template <class Iterator>
std::vector<fs::path> report_files(const fs::path& folder) {
  std::vector<fs::path> reports;
  std::error_code error;
  for (Iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().filename().string().ends_with(".report.json"))
      reports.push_back(entry->path());
  if (error)
    throw bad_input(fmt::format("{}: {}; give folders that CUTPOINT_OUT named for the shards",
                                folder.string(), error.message()));
  std::ranges::sort(reports);
  return reports;
}

}  // namespace

std::vector<fs::path> report_files_in(const fs::path& folder) {
  return report_files<fs::directory_iterator>(folder);
}

std::vector<fs::path> report_files_below(const fs::path& folder) {
  return report_files<fs::recursive_directory_iterator>(folder);
}

std::vector<test_summary> read_report(const fs::path& path) {
  auto parsed = parse_json(read_text(path));
  if (const auto* const why = std::get_if<std::string>(&parsed))
    throw bad_input(fmt::format("{}: {}", path.string(), *why));
  std::vector<test_summary> tests = std::get<std::vector<test_summary>>(std::move(parsed));
  for (test_summary& t : tests)
    for (finding_summary& f : t.findings)
      if (!f.trace.empty()) f.trace = (path.parent_path() / f.trace).string();
  return tests;
}

}  // namespace cutpoint::cli
