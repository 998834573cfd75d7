// Checks the payment service in every version: those with a bug, and its fixes. Without arguments
// it prints a table of all, with the story of the first; with the name of a version, the story of
// that one. Ends with 0 if every bug was found as expected and every fix passes with the stops that
// it declares, with 1 if not, with 2 where what was asked for makes no sense. With CUTPOINT_REPLAY
// it replays a trace: 1 if it fails as it did, 0 if it passes now.

#include "chapters.hpp"
#include "table.hpp"

#include "../versions/command.hpp"

#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using cutpoint::options;
using cutpoint::report;
using payments::version;
using payments::weakness;

std::vector<version> all_versions() {
  std::vector<version> all;
  for (const payments::chapter& c : payments::all_chapters())
    all.insert(all.end(), c.versions.begin(), c.versions.end());
  return all;
}

std::vector<versions::checked_version> checked_versions() {
  std::vector<versions::checked_version> all;
  for (const version& v : all_versions()) all.push_back(versions::checked(v));
  return all;
}

std::vector<versions::checked_version> checked_weaknesses() {
  std::vector<versions::checked_version> all;
  for (const version& v : all_versions())
    for (const weakness& w : v.weak_against)
      all.push_back({.name = options_of(v, w).name,
                     .program = v.program,
                     .how = options_of(v, w),
                     .complaint_about = [w](const options&, const report& r) {
                       return complaint_about(w, r);
                     }});
  return all;
}

// The first bug in full, as a test would print it.
void show_story(const version& v, const report& r) {
  if (!r.findings.empty()) std::cout << "\n" << format_text(v.name, r.findings.front()) << "\n";
}

int show_all(std::string_view executable) {
  std::cout << payments::introduction();
  bool told = false;
  std::vector<std::string> complaints;
  for (const payments::chapter& c : payments::all_chapters()) {
    std::cout << "\n" << c.title << "\n";
    for (const version& v : c.versions) {
      const options how = versions::with_environment(options_of(v), executable);
      const report r = cutpoint::check(v.program, how);
      complaints.push_back(complaint_about(v, how, r));
      std::cout << payments::lines_of(v, r) << std::flush;
      if (!std::exchange(told, true)) show_story(v, r);
      for (const weakness& w : v.weak_against) {
        const report weak =
            cutpoint::check(v.program, versions::with_environment(options_of(v, w), executable));
        complaints.push_back(complaint_about(w, weak));
        std::cout << payments::lines_of(w, weak) << std::flush;
      }
    }
  }
  std::erase(complaints, "");
  std::cout << "\n" << payments::conclusion(complaints);
  return complaints.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  return versions::command{.name = "payments",
                           .subject = "a payment service",
                           .versions = checked_versions(),
                           .further = checked_weaknesses(),
                           .show_all = show_all}
      .run(argc, argv);
}
