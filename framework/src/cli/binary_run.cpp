#include "binary_run.hpp"

#include "bad_input.hpp"
#include "child_process.hpp"
#include "report_folder.hpp"
#include "test_binary.hpp"
#include "text_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <system_error>

namespace cutpoint::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* gtest_report = "googletest.json";

// Makes the folder, without the reports of an earlier run. Its traces stay: they are replayed
// first.
void prepare(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw bad_input(fmt::format("{}: cannot be made: {}; give another folder behind --out",
                                folder.string(), error.message()));
  for (const fs::path& path : report_files_in(folder)) fs::remove(path, error);
  fs::remove(folder / gtest_report, error);
  write_text(folder / "output.txt", "", "behind --out");
}

child_request request_for(const std::string& path, const fs::path& folder,
                          const run_request& wanted) {
  child_request child{.command = {startable(path)}, .environment = {}};
  const fs::path complete = fs::absolute(folder);
  // As it was given: it stands in the lines that replay a finding.
  child.environment["CUTPOINT_OUT"] = folder.string();
  child.environment["GTEST_OUTPUT"] = "json:" + (complete / gtest_report).string();
  child.environment["CUTPOINT_MAX_FINDINGS"] = std::to_string(wanted.max_findings);
  if (!wanted.budget.empty()) child.environment["CUTPOINT_BUDGET"] = wanted.budget;
  if (!wanted.jobs.empty()) child.environment["CUTPOINT_JOBS"] = wanted.jobs;
  if (!wanted.seed.empty()) child.environment["CUTPOINT_SEED"] = wanted.seed;
  if (!wanted.filter.empty()) child.environment["GTEST_FILTER"] = wanted.filter;
  child.output = (folder / "output.txt").string();
  return child;
}

// Returns: the tests that GoogleTest holds to have failed; nothing where it wrote no report.
std::optional<std::vector<std::string>> failed_in_googletest(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(folder / gtest_report, ignored)) return std::nullopt;
  const auto report = nlohmann::json::parse(read_text(folder / gtest_report), nullptr, false);
  if (report.is_discarded()) return std::nullopt;
  std::vector<std::string> failed;
  for (const auto& suite : report.value("testsuites", nlohmann::json::array()))
    for (const auto& test : suite.value("testsuite", nlohmann::json::array()))
      if (test.contains("failures"))
        failed.push_back(suite.value("name", "") + "." + test.value("name", ""));
  return failed;
}

bool explains_failure(const std::vector<test_summary>& tests, const std::string& name) {
  return std::ranges::any_of(tests, [&](const test_summary& t) {
    return t.name == name && t.result != verdict::clean && t.result != verdict::skipped;
  });
}

void judge_end(binary_result& result, const child_end& end, const std::string& path,
               const fs::path& folder) {
  const std::string see = fmt::format("; see {}", (folder / "output.txt").string());
  const auto failed = failed_in_googletest(folder);
  if (result.interrupted) return;
  if (end.signal != 0 || (end.status > 1 && !failed))
    result.failures.push_back(fmt::format("{} {} behind {} of its checks{}", path, end.in_words(),
                                          result.tests.size(), see));
  else if (result.tests.empty())
    result.refusals.push_back(
        fmt::format("{}: expected reports of checks, found none ({}); it has no CUTPOINT_TEST, or "
                    "none that the "
                    "filter leaves{}",
                    path, end.in_words(), see));
  for (const std::string& name : failed.value_or(std::vector<std::string>{}))
    if (!explains_failure(result.tests, name))
      result.failures.push_back(fmt::format("{}: {} failed outside of a check{}", path, name, see));
  if (!failed && end.signal == 0 && end.status == 1 &&
      !std::ranges::any_of(result.tests, [](const test_summary& t) { return !t.findings.empty(); }))
    result.failures.push_back(fmt::format("{} ended with 1{}", path, see));
}

}  // namespace

binary_result run_binary(const std::string& path, const fs::path& folder, const run_request& wanted,
                         progress_display& display) {
  prepare(folder);
  child_request child = request_for(path, folder, wanted);
  child.hear = [&](std::string_view line) { display.hear(line); };
  const child_end end = run_child(child);
  binary_result result;
  result.interrupted = end.interrupted;
  for (const fs::path& file : report_files_in(folder))
    for (test_summary& t : read_report(file)) {
      t.binary = path;
      for (finding_summary& f : t.findings)
        if (!f.trace.empty()) f.trace = fs::path(f.trace).lexically_relative(wanted.out).string();
      result.tests.push_back(std::move(t));
    }
  judge_end(result, end, path, folder);
  return result;
}

}  // namespace cutpoint::cli
