#include "merge_command.hpp"

#include "bad_input.hpp"
#include "check/file_base.hpp"
#include "exit_code.hpp"
#include "report/retell.hpp"
#include "report_folder.hpp"
#include "text_file.hpp"

#include <cutpoint/report/merge.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <utility>
#include <variant>

namespace cutpoint::cli {
namespace {

namespace fs = std::filesystem;

std::vector<test_summary> read_reports(const std::vector<std::string>& folders) {
  std::vector<test_summary> all;
  for (const std::string& folder : folders) {
    const std::vector<fs::path> files = report_files_below(folder);
    if (files.empty())
      throw bad_input(fmt::format(
          "{}: expected files *.report.json, found none; run the tests with CUTPOINT_OUT={} first",
          folder, folder));
    for (const fs::path& file : files)
      for (test_summary& t : read_report(file)) all.push_back(std::move(t));
  }
  return all;
}

// Copies each trace under the name that one machine would have given it. Afterwards the tests name
// the copies.
void copy_traces(std::vector<test_summary>& tests, const fs::path& out) {
  for (test_summary& t : tests) {
    int number = 0;
    for (finding_summary& f : t.findings) {
      ++number;
      if (f.trace.empty()) continue;
      const std::string name = number == 1 ? file_base(t.name) + ".trace"
                                           : fmt::format("{}-{}.trace", file_base(t.name), number);
      write_text(out / name, read_text(f.trace), "behind --out");
      f.trace = (out / name).string();
      retell(f);
    }
  }
}

// In the files, paths start from their folder.
void write_reports(run_summary run, const fs::path& out) {
  for (test_summary& t : run.tests)
    for (finding_summary& f : t.findings) f.trace = fs::path(f.trace).filename().string();
  for (const report_format format : formats_in("text,json,junit,markdown,html"))
    write_text(out / file_name_of(format), format_as(format, run), "behind --out");
}

}  // namespace

int merge_reports(const merge_request& wanted) {
  auto merged = merge(read_reports(wanted.folders));
  if (const auto* const why = std::get_if<std::string>(&merged)) throw bad_input(*why);
  run_summary run{.tests = std::get<std::vector<test_summary>>(std::move(merged))};
  if (!wanted.out.empty()) {
    copy_traces(run.tests, wanted.out);
    write_reports(run, wanted.out);
  }
  std::fputs(format_as(wanted.printed, run).c_str(), stdout);
  return static_cast<int>(judge(run));
}

}  // namespace cutpoint::cli
