#include "show_command.hpp"

#include "bad_input.hpp"
#include "check/file_base.hpp"
#include "report_folder.hpp"
#include "text_file.hpp"

#include <cutpoint/report/html.hpp>
#include <cutpoint/report/run_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace cutpoint::cli {
namespace {

namespace fs = std::filesystem;

// Returns: the finding that the trace at `path` was written for, if the report of its test is
// there.
bool take_from_report(test_summary& shown, const trace& t, const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const fs::path report = folder / (file_base(t.program) + ".report.json");
  std::error_code ignored;
  if (!fs::exists(report, ignored)) return false;
  for (test_summary& found : read_report(report)) {
    std::erase_if(found.findings, [&](const finding_summary& f) {
      return f.identity != t.expected || f.trace_text != format_trace(t);
    });
    if (found.name != t.program || found.findings.empty()) continue;
    shown = std::move(found);
    return true;
  }
  return false;
}

// Of a trace alone, without the events of its run.
test_summary summary_of_trace(const trace& t, const fs::path& path) {
  finding_summary f;
  f.identity = t.expected;
  f.message = fmt::format("{} {}{}", name_of(t.expected.by), t.expected.subject,
                          t.expected.task.empty() ? "" : " in " + t.expected.task);
  f.phase = search_phase::replay;
  f.trace = path.string();
  f.trace_text = format_trace(t);
  f.deviations = t.deviations.size();
  const auto count = [&](deviation_kind kind) {
    return static_cast<std::uint64_t>(std::ranges::count_if(
        t.deviations, [&](const deviation& d) { return d.address.kind == kind; }));
  };
  f.stops = count(deviation_kind::stop);
  f.reorders = static_cast<std::uint64_t>(std::ranges::count_if(t.deviations, is_reorder));
  test_summary shown;
  shown.name = t.program;
  shown.result = verdict::findings;
  shown.bounds = t.bounds;
  shown.findings.push_back(std::move(f));
  return shown;
}

run_summary load(const fs::path& path) {
  if (path.extension() == ".json") return {.tests = read_report(path)};
  const trace t = read_trace_file(path);
  test_summary shown;
  if (!take_from_report(shown, t, path)) shown = summary_of_trace(t, path);
  return {.tests = {std::move(shown)}};
}

}  // namespace

int show_file(const show_request& wanted) {
  const run_summary shown = load(wanted.file);
  if (!wanted.html.empty()) {
    write_text(wanted.html, format_html(shown), "behind --html");
    return 0;
  }
  for (const test_summary& t : shown.tests)
    for (const finding_summary& f : t.findings) {
      if (!f.story.empty()) fmt::print("{}\n", f.story);
      fmt::print("{}\n", f.trace_text);
      if (f.story.empty())
        fmt::print("to see the run: cutpoint replay {} -- TEST_BINARY\n", wanted.file);
    }
  if (fs::path(wanted.file).extension() == ".json") fmt::print("{}", format_text(shown));
  return 0;
}

}  // namespace cutpoint::cli
