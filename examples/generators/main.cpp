// Checks the classic mistakes with generators and their fixes. Without arguments it prints a table
// of all, with the story of the first; with the name of a version, the story of that one. Ends with
// 0 if each bug was found and each fix passes, with 1 if not, with 2 where what was asked for makes
// no sense. With CUTPOINT_REPLAY it replays a trace: 1 if it fails as it did, 0 if it passes now.

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
using generators::mistake;
using generators::version;

/// Returns: `wanted`, as the environment changes it; traces go beside the folder of the executable.
options with_environment(options wanted, std::string_view executable) {
  const std::filesystem::path folder = std::filesystem::path(executable).parent_path();
  wanted.out = (folder / ".." / "traces").lexically_normal().string();
  return cutpoint::from_environment(std::move(wanted));
}

std::vector<version> all_versions() {
  std::vector<version> all;
  for (const mistake& m : generators::all_mistakes()) {
    all.push_back(m.bug);
    all.push_back(m.fix);
  }
  return all;
}

std::string line_of(const report& r) {
  if (r.findings.empty()) return fmt::format("{} in {} runs", name_of(r.result), r.runs);
  const cutpoint::explained_finding& f = r.findings.front();
  return fmt::format("{}: {}, by the {}, in run {}", name_of(f.what.identity.by),
                     f.what.identity.subject, name_of(f.phase), f.runs_to_find);
}

int show_all(std::string_view executable) {
  std::cout
      << "The classic mistakes with generators, each beside its fix. A task reads the generator\n"
         "and waits between two values; Cutpoint stops it wherever it can be stopped.\n";
  std::vector<std::string> complaints;
  bool told = false;
  for (const mistake& m : generators::all_mistakes()) {
    std::cout << "\n" << m.title << "\n";
    for (const version* const v : {&m.bug, &m.fix}) {
      const options how = with_environment(options_of(*v), executable);
      const report r = cutpoint::check(v->program, how);
      const std::string complaint = complaint_about(*v, how, r);
      if (!complaint.empty()) complaints.push_back(v->name + ": " + complaint);
      std::cout << fmt::format("  {:<5}{}\n", v == &m.bug ? "bug" : "fix", line_of(r))
                << std::flush;
      if (!r.findings.empty() && !std::exchange(told, true))
        std::cout << "\n" << format_text(v->name, r.findings.front()) << "\n";
    }
  }
  for (const std::string& c : complaints) std::cout << "NOT as expected: " << c << "\n";
  if (complaints.empty())
    std::cout << "\nAs expected: each bug was found, and each fix passes with every stop.\n"
                 "The story of one, with the line that replays it:\n"
                 "  generators b_exit_swallowed/bug\n";
  return complaints.empty() ? 0 : 1;
}

int show_one(std::string_view name, std::string_view executable) {
  const std::vector<version> all = all_versions();
  const auto wanted = std::ranges::find(all, name, &version::name);
  if (wanted != all.end()) {
    const options how = with_environment(options_of(*wanted), executable);
    const report r = cutpoint::check(wanted->program, how);
    std::cout << format_text(r);
    const std::string complaint = complaint_about(*wanted, how, r);
    if (!complaint.empty()) std::cout << "NOT as expected: " << complaint << "\n";
    return complaint.empty() ? 0 : 1;
  }
  std::cout
      << "usage: generators [VERSION]\n"
         "Checks mistakes with generators, and their fixes, with Cutpoint: all, or one. The\n"
         "environment counts: CUTPOINT_REPLAY, CUTPOINT_BUDGET, CUTPOINT_SEED, CUTPOINT_OUT.\n"
         "There are:\n";
  for (const version& v : all) std::cout << "  " << v.name << "\n";
  return name == "--help" ? 0 : 2;
}

int replay(const options& how) {
  for (const version& v : all_versions()) {
    options wanted = how;
    wanted.name = v.name;
    const report r = cutpoint::check(v.program, wanted);
    if (r.result == cutpoint::verdict::skipped) continue;
    std::cout << "\n" << format_text(r);
    if (r.result == cutpoint::verdict::bad_input) return 2;
    return r.passed() ? 0 : 1;
  }
  std::cout << how.replay << " is a trace of no version of the generators\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) try {
  const options how = with_environment({}, argv[0]);
  if (!how.replay.empty()) return replay(how);
  if (argc == 1) return show_all(argv[0]);
  return show_one(argc == 2 ? argv[1] : "", argv[0]);
} catch (const std::exception& e) {
  std::cerr << "generators: " << e.what() << "\n";
  return 2;
}
