// Checks the payment service in every version: those with a bug, and its fixes. Without arguments
// it prints a table of all, with the story of the first; with the name of a version, the story of
// that one. Ends with 0 if every bug was found as expected and every fix passes with the stops that
// it declares, with 1 if not, with 2 where what was asked for makes no sense. With CUTPOINT_REPLAY
// it replays a trace: 1 if it fails as it did, 0 if it passes now.

#include "chapters.hpp"
#include "table.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using cutpoint::options;
using cutpoint::report;
using payments::version;

/// Returns: the folder for traces, which is beside the folder of the executable.
std::string traces_folder(std::string_view executable) {
  const std::filesystem::path folder = std::filesystem::path(executable).parent_path();
  return (folder / ".." / "traces").lexically_normal().string();
}

options with_environment(options wanted, const std::string& traces) {
  wanted.out = traces;
  return cutpoint::from_environment(std::move(wanted));
}

std::vector<version> all_versions() {
  std::vector<version> all;
  for (const payments::chapter& c : payments::all_chapters())
    all.insert(all.end(), c.versions.begin(), c.versions.end());
  return all;
}

// The first bug in full, as a test would print it.
void show_story(const version& v, const report& r) {
  if (!r.findings.empty()) std::cout << "\n" << format_text(v.name, r.findings.front()) << "\n";
}

int show_all(const std::string& traces) {
  std::cout << payments::introduction();
  bool told = false;
  std::vector<std::string> complaints;
  for (const payments::chapter& c : payments::all_chapters()) {
    std::cout << "\n" << c.title << "\n";
    for (const version& v : c.versions) {
      const options how = with_environment(options_of(v), traces);
      const report r = cutpoint::check(v.program, how);
      complaints.push_back(complaint_about(v, how, r));
      std::cout << payments::line_of(v, r) << std::flush;
      if (!std::exchange(told, true)) show_story(v, r);
      for (const payments::weakness& w : v.weak_against) {
        const report weak = cutpoint::check(v.program, with_environment(options_of(v, w), traces));
        complaints.push_back(complaint_about(w, weak));
        std::cout << payments::line_of(w, weak) << std::flush;
      }
    }
  }
  std::erase(complaints, "");
  std::cout << "\n" << payments::conclusion(complaints);
  return complaints.empty() ? 0 : 1;
}

int show_one(const version& v, const std::string& traces) {
  const options how = with_environment(options_of(v), traces);
  const report r = cutpoint::check(v.program, how);
  std::cout << format_text(r);
  const std::string complaint = complaint_about(v, how, r);
  if (!complaint.empty()) std::cout << "NOT as expected: " << complaint << "\n";
  return complaint.empty() ? 0 : 1;
}

int show_one(std::string_view name, const std::string& traces) {
  const std::vector<version> all = all_versions();
  const auto wanted = std::ranges::find(all, name, &version::name);
  if (wanted != all.end()) return show_one(*wanted, traces);
  std::cout
      << "usage: payments [VERSION]\n"
         "Checks the versions of a payment service with Cutpoint: all of them, or one. The\n"
         "environment counts: CUTPOINT_REPLAY, CUTPOINT_BUDGET, CUTPOINT_SEED, CUTPOINT_OUT.\n"
         "There are:\n";
  for (const version& v : all) std::cout << "  " << v.name << "\n";
  return name == "--help" ? 0 : 2;
}

int replay(const options& how) {
  for (const version& v : all_versions()) {
    options wanted = how;
    wanted.name = v.name;
    report r = cutpoint::check(v.program, wanted);
    for (const payments::weakness& w : v.weak_against) {
      if (r.result != cutpoint::verdict::skipped) break;
      wanted.name = options_of(v, w).name;
      r = cutpoint::check(v.program, wanted);
    }
    if (r.result == cutpoint::verdict::skipped) continue;
    std::cout << "\n" << format_text(r);
    if (r.result == cutpoint::verdict::bad_input) return 2;
    return r.passed() ? 0 : 1;
  }
  std::cout << how.replay << " is a trace of no version of the payment service\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) try {
  const std::string traces = traces_folder(argv[0]);
  const options how = with_environment({}, traces);
  if (!how.replay.empty()) return replay(how);
  if (argc == 1) return show_all(traces);
  return show_one(argc == 2 ? argv[1] : "", traces);
} catch (const std::exception& e) {
  std::cerr << "payments: " << e.what() << "\n";
  return 2;
}
