// Checks the distributor in every version: with each of its bugs, and as it should be. Without
// arguments it prints a table of all, with the story of the first; with the name of a version, the
// story of that one. Ends with 0 if each bug was found and the service as it should be passes, with
// 1 if not, with 2 where what was asked for makes no sense. With CUTPOINT_REPLAY it replays a
// trace: 1 if it fails as it did, 0 if it passes now.

#include "versions.hpp"

#include <fmt/format.h>

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
using distributor::version;

/// Returns: `wanted`, as the environment changes it; traces go beside the folder of the executable.
options with_environment(options wanted, std::string_view executable) {
  const std::filesystem::path folder = std::filesystem::path(executable).parent_path();
  wanted.out = (folder / ".." / "traces").lexically_normal().string();
  return cutpoint::from_environment(std::move(wanted));
}

std::string line_of(const report& r) {
  if (r.findings.empty()) return fmt::format("{} in {} runs", name_of(r.result), r.runs);
  const cutpoint::explained_finding& f = r.findings.front();
  return fmt::format("{}{}{}, by the {}, in run {}", name_of(f.what.identity.by),
                     f.what.identity.subject.empty() ? "" : ": ", f.what.identity.subject,
                     name_of(f.phase), f.runs_to_find);
}

int show_all(std::string_view executable) {
  std::cout << "A server that hands jobs to workers and results to clients, with coroutines and\n"
               "HTTP. Cutpoint interrupts it wherever it can be interrupted, stops each of its\n"
               "tasks, and lets transfers be short, connections fail and workers err.\n\n";
  std::vector<std::string> complaints;
  bool told = false;
  for (const version& v : distributor::all_versions()) {
    const report r = cutpoint::check(v.program, with_environment(options_of(v), executable));
    const std::string complaint = complaint_about(v, r);
    if (!complaint.empty()) complaints.push_back(v.name + ": " + complaint);
    std::cout << fmt::format("{:<24}{}\n    {}\n", v.name, v.title, line_of(r)) << std::flush;
    if (!r.findings.empty() && !std::exchange(told, true))
      std::cout << "\n" << format_text(v.name, r.findings.front()) << "\n";
  }
  for (const std::string& c : complaints) std::cout << "NOT as expected: " << c << "\n";
  if (complaints.empty())
    std::cout << "\nAs expected: each bug was found, and the service as it should be passes.\n"
                 "The story of one, with the line that replays it:\n"
                 "  distributor b_item_lost\n";
  return complaints.empty() ? 0 : 1;
}

int show_one(std::string_view name, std::string_view executable) {
  const std::vector<version> all = distributor::all_versions();
  const auto wanted = std::ranges::find(all, name, &version::name);
  if (wanted != all.end()) {
    const report r =
        cutpoint::check(wanted->program, with_environment(options_of(*wanted), executable));
    std::cout << format_text(r);
    const std::string complaint = complaint_about(*wanted, r);
    if (!complaint.empty()) std::cout << "NOT as expected: " << complaint << "\n";
    return complaint.empty() ? 0 : 1;
  }
  std::cout << "usage: distributor [VERSION]\n"
               "Checks the versions of a server with Cutpoint: all, or one. The environment\n"
               "counts: CUTPOINT_REPLAY, CUTPOINT_BUDGET, CUTPOINT_SEED, CUTPOINT_OUT.\n"
               "There are:\n";
  for (const version& v : all) std::cout << "  " << v.name << "\n";
  return name == "--help" ? 0 : 2;
}

int replay(const options& how) {
  for (const version& v : distributor::all_versions()) {
    options wanted = options_of(v);
    wanted.replay = how.replay;
    wanted.out = how.out;
    const report r = cutpoint::check(v.program, wanted);
    if (r.result == cutpoint::verdict::skipped) continue;
    std::cout << "\n" << format_text(r);
    if (r.result == cutpoint::verdict::bad_input) return 2;
    return r.passed() ? 0 : 1;
  }
  std::cout << how.replay << " is a trace of no version of the distributor\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) try {
  const options how = with_environment({}, argv[0]);
  if (!how.replay.empty()) return replay(how);
  if (argc == 1) return show_all(argv[0]);
  return show_one(argc == 2 ? argv[1] : "", argv[0]);
} catch (const std::exception& e) {
  std::cerr << "distributor: " << e.what() << "\n";
  return 2;
}
