#include "merge_command.hpp"

#include "check/file_base.hpp"
#include "check/write_file.hpp"
#include "exit_code.hpp"

#include <cutpoint/report/json.hpp>
#include <cutpoint/report/merge.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace cutpoint::cli {
namespace {

namespace fs = std::filesystem;

// Ends the command with exit code 2.
struct bad_input : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw bad_input(fmt::format("{}: cannot be read", path.string()));
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::vector<fs::path> reports_in(const fs::path& folder) {
  std::vector<fs::path> reports;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error))
    if (entry->path().filename().string().ends_with(".report.json"))
      reports.push_back(entry->path());
  if (error)
    throw bad_input(fmt::format("{}: {}; give folders that CUTPOINT_OUT named for the shards",
                                folder.string(), error.message()));
  if (reports.empty())
    throw bad_input(fmt::format(
        "{}: expected files *.report.json, found none; run the tests with CUTPOINT_OUT={} first",
        folder.string(), folder.string()));
  std::ranges::sort(reports);
  return reports;
}

// Paths of traces are made to start from where this process is.
std::vector<test_summary> read_reports(const std::vector<std::string>& folders) {
  std::vector<test_summary> all;
  for (const std::string& folder : folders)
    for (const fs::path& path : reports_in(folder)) {
      auto parsed = parse_json(read(path));
      if (const auto* const why = std::get_if<std::string>(&parsed))
        throw bad_input(fmt::format("{}: {}", path.string(), *why));
      for (test_summary& t : std::get<std::vector<test_summary>>(parsed)) {
        for (finding_summary& f : t.findings)
          if (!f.trace.empty()) f.trace = (path.parent_path() / f.trace).string();
        all.push_back(std::move(t));
      }
    }
  return all;
}

void write(const fs::path& path, const std::string& text) {
  if (const std::string why = write_file(path, text); !why.empty())
    throw bad_input(fmt::format("{}: cannot be written: {}; give another folder behind --out",
                                path.string(), why));
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
      write(out / name, read(f.trace));
      f.trace = (out / name).string();
    }
  }
}

// In the file, paths start from its folder.
std::string report_in(const std::vector<test_summary>& tests) {
  std::vector<test_summary> inside = tests;
  for (test_summary& t : inside)
    for (finding_summary& f : t.findings) f.trace = fs::path(f.trace).filename().string();
  return format_json(inside);
}

int merge_or_throw(const merge_request& wanted) {
  auto merged = merge(read_reports(wanted.folders));
  if (const auto* const why = std::get_if<std::string>(&merged)) throw bad_input(*why);
  std::vector<test_summary>& tests = std::get<std::vector<test_summary>>(merged);
  if (!wanted.out.empty()) {
    copy_traces(tests, wanted.out);
    write(fs::path(wanted.out) / "report.json", report_in(tests));
  }
  std::string text;
  if (wanted.as_json) text = format_json(tests);
  if (!wanted.as_json)
    for (const test_summary& t : tests) text += format_text(t);
  std::fputs(text.c_str(), stdout);
  return static_cast<int>(judge(tests));
}

}  // namespace

int merge_reports(const merge_request& wanted) {
  try {
    return merge_or_throw(wanted);
  } catch (const bad_input& why) {
    fmt::print(stderr, "cutpoint merge: {}\n", why.what());
    return static_cast<int>(exit_code::bad_input);
  }
}

}  // namespace cutpoint::cli
