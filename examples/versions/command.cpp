#include "command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iostream>
#include <utility>

namespace versions {

using cutpoint::options;
using cutpoint::report;

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

int command::run(int argc, char** argv) const try {
  const options how = with_environment({}, argv[0]);
  if (!how.replay.empty()) return replay(how);
  if (argc == 1) return show_all(argv[0]);
  return show_one(argc == 2 ? argv[1] : "", argv[0]);
} catch (const std::exception& e) {
  std::cerr << name << ": " << e.what() << "\n";
  return 2;
}

int command::show_one(std::string_view version, std::string_view executable) const {
  const auto wanted = std::ranges::find(versions, version, &checked_version::name);
  if (wanted != versions.end()) {
    const options how = with_environment(wanted->how, executable);
    const report r = cutpoint::check(wanted->program, how);
    std::cout << format_text(r);
    const std::string complaint = wanted->complaint_about(how, r);
    if (!complaint.empty()) std::cout << "NOT as expected: " << complaint << "\n";
    return complaint.empty() ? 0 : 1;
  }
  std::cout << "usage: " << name << " [VERSION]\n"
            << "Checks the versions of " << subject << " with Cutpoint: all, or one. The\n"
            << "environment counts: CUTPOINT_REPLAY, CUTPOINT_BUDGET, CUTPOINT_SEED,\n"
               "CUTPOINT_OUT. There are:\n";
  for (const checked_version& v : versions) std::cout << "  " << v.name << "\n";
  return version == "--help" ? 0 : 2;
}

int command::replay(const options& how) const {
  for (const std::vector<checked_version>* const some : {&versions, &further}) {
    for (const checked_version& v : *some) {
      options wanted = v.how;
      wanted.replay = how.replay;
      wanted.out = how.out;
      const report r = cutpoint::check(v.program, wanted);
      if (r.result == cutpoint::verdict::skipped) continue;
      std::cout << "\n" << format_text(r);
      if (r.result == cutpoint::verdict::bad_input) return 2;
      return r.passed() ? 0 : 1;
    }
  }
  std::cout << how.replay << " is a trace of no version of " << subject << "\n";
  return 2;
}

}  // namespace versions
