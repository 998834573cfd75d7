// Checks the distributor in every version: with each of its bugs, and as it should be. Without
// arguments it prints a table of all, with the story of the first; with the name of a version, the
// story of that one. Ends with 0 if each bug was found and the service as it should be passes, with
// 1 if not, with 2 where what was asked for makes no sense. With CUTPOINT_REPLAY it replays a
// trace: 1 if it fails as it did, 0 if it passes now.

#include "versions.hpp"

#include "../../versions/command.hpp"

#include <fmt/format.h>

#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using cutpoint::options;
using cutpoint::report;
using distributor::version;

std::vector<versions::checked_version> all_versions() {
  std::vector<versions::checked_version> all;
  for (const version& v : distributor::all_versions())
    all.push_back({.name = v.name,
                   .program = v.program,
                   .how = options_of(v),
                   .complaint_about = [v](const options&, const report& r) {
                     return complaint_about(v, r);
                   }});
  return all;
}

int show_all(std::string_view executable) {
  std::cout << "A server that hands jobs to workers and results to clients, with coroutines and\n"
               "HTTP. Cutpoint interrupts it wherever it can be interrupted, stops each of its\n"
               "tasks, and lets transfers be short, connections fail and workers err.\n\n";
  std::vector<std::string> complaints;
  bool told = false;
  for (const version& v : distributor::all_versions()) {
    const report r =
        cutpoint::check(v.program, versions::with_environment(options_of(v), executable));
    const std::string complaint = complaint_about(v, r);
    if (!complaint.empty()) complaints.push_back(v.name + ": " + complaint);
    std::cout << fmt::format("{:<24}{}\n    {}\n", v.name, v.title, versions::line_of(r))
              << std::flush;
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

}  // namespace

int main(int argc, char** argv) {
  return versions::command{.name = "distributor",
                           .subject = "a server of jobs",
                           .versions = all_versions(),
                           .show_all = show_all}
      .run(argc, argv);
}
