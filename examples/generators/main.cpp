// Checks the classic mistakes with generators and their fixes. Without arguments it prints a table
// of all, with the story of the first; with the name of a version, the story of that one. Ends with
// 0 if each bug was found and each fix passes, with 1 if not, with 2 where what was asked for makes
// no sense. With CUTPOINT_REPLAY it replays a trace: 1 if it fails as it did, 0 if it passes now.

#include "versions.hpp"

#include "../versions/command.hpp"

#include <fmt/format.h>

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

std::vector<versions::checked_version> all_versions() {
  std::vector<versions::checked_version> all;
  for (const mistake& m : generators::all_mistakes())
    for (const version& v : {m.bug, m.fix}) all.push_back(versions::checked(v));
  return all;
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
      const options how = versions::with_environment(options_of(*v), executable);
      const report r = cutpoint::check(v->program, how);
      const std::string complaint = complaint_about(*v, how, r);
      if (!complaint.empty()) complaints.push_back(v->name + ": " + complaint);
      std::cout << fmt::format("  {:<5}{}\n", v == &m.bug ? "bug" : "fix", versions::line_of(r))
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

}  // namespace

int main(int argc, char** argv) {
  return versions::command{.name = "generators",
                           .subject = "the mistakes with generators",
                           .versions = all_versions(),
                           .show_all = show_all}
      .run(argc, argv);
}
