#include "run_command.hpp"

#include "bad_input.hpp"
#include "binary_run.hpp"
#include "exit_code.hpp"
#include "known_findings.hpp"
#include "progress_display.hpp"
#include "test_binary.hpp"
#include "text_file.hpp"

#include <cutpoint/check/environment.hpp>
#include <cutpoint/check/interruption.hpp>
#include <cutpoint/report/run_text.hpp>

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string_view>
#include <utility>

namespace cutpoint::cli {
namespace {

namespace fs = std::filesystem;

bool is_set(const char* variable) { return std::getenv(variable) != nullptr; }

// What a test binary would refuse, said before one is run.
void require_sense(const run_request& wanted) {
  if (is_set("CUTPOINT_REPLAY"))
    throw bad_input(
        "CUTPOINT_REPLAY is set, which replays a trace instead of searching; unset it, or use "
        "`cutpoint replay`");
  if (is_set("CUTPOINT_SHARD") && wanted.min_coverage)
    throw bad_input(
        "--min-coverage: a shard makes a part of the stops; unset CUTPOINT_SHARD, or leave the "
        "option out");
  struct option_for {
    const char* variable;
    const char* option;
    const std::string& value;
  };
  const std::array<option_for, 3> options = {{{"CUTPOINT_BUDGET", "--budget", wanted.budget},
                                              {"CUTPOINT_JOBS", "--jobs", wanted.jobs},
                                              {"CUTPOINT_SEED", "--seed", wanted.seed}}};
  for (const option_for& o : options)
    if (!o.value.empty()) setenv(o.variable, o.value.c_str(), 1);
  try {
    from_environment({});
  } catch (const environment_error& why) {
    std::string said = why.what();
    for (const option_for& o : options)
      if (!o.value.empty() && said.starts_with(o.variable))
        said.replace(0, std::string_view(o.variable).size(), o.option);
    throw bad_input(said);
  }
  for (const std::string& path : wanted.binaries) require_test_binary(path);
}

// Each binary has a folder of its own, for tests of several may have the same name.
std::vector<fs::path> folders_for(const run_request& wanted) {
  std::map<std::string, int> used;
  std::vector<fs::path> folders;
  for (const std::string& path : wanted.binaries) {
    const std::string name = fs::path(path).filename().string();
    const int number = ++used[name];
    folders.push_back(fs::path(wanted.out) /
                      (number == 1 ? name : fmt::format("{}-{}", name, number)));
  }
  return folders;
}

struct all_results {
  run_summary run;
  exit_code code = exit_code::clean;

  void add(binary_result result) {
    for (test_summary& t : result.tests) run.tests.push_back(std::move(t));
    if (!result.refusals.empty()) code = graver(code, exit_code::bad_input);
    if (!result.failures.empty()) code = graver(code, exit_code::findings);
    for (auto* const lines : {&result.refusals, &result.failures})
      for (std::string& line : *lines) run.problems.push_back(std::move(line));
    run.interrupted = run.interrupted || result.interrupted;
  }
};

all_results run_binaries(const run_request& wanted) {
  all_results all;
  const std::vector<fs::path> folders = folders_for(wanted);
  progress_display display(stderr);
  const interruption noted;
  for (std::size_t i = 0; i < wanted.binaries.size() && !interruption::asked(); ++i) {
    display.begin_binary(wanted.binaries[i], i + 1, wanted.binaries.size());
    all.add(run_binary(wanted.binaries[i], folders[i], wanted, display));
  }
  all.run.interrupted = interruption::asked();
  return all;
}

void judge_coverage(all_results& all, double wanted) {
  const stop_coverage_total reached = coverage_of(all.run);
  if (reached.percent() >= wanted) return;
  all.code = graver(all.code, exit_code::coverage_not_reached);
  all.run.problems.push_back(
      fmt::format("--min-coverage {}: tasks were stopped at {} of {} suspension points ({:.1f} %)",
                  wanted, reached.cut, reached.reached, reached.percent()));
  for (const test_summary& t : all.run.tests)
    if (t.sites_cut < t.sites_reached)
      all.run.problems.push_back(fmt::format(
          "  {}: {} of {}{}", t.name, t.sites_cut, t.sites_reached,
          t.exhausted ? "" : "; its search did not come to its end: give a larger --budget"));
}

}  // namespace

int run_tests(const run_request& wanted) {
  require_sense(wanted);
  const auto known =
      wanted.known.empty() ? std::vector<known_finding_line>{} : read_known_findings(wanted.known);
  all_results all = run_binaries(wanted);
  const std::vector<known_finding_line> gone = mark_known(all.run, known);
  all.code = graver(all.code, judge(all.run));
  if (wanted.min_coverage) judge_coverage(all, *wanted.min_coverage);
  if (all.run.interrupted) all.code = exit_code::interrupted;
  for (const report_format format : wanted.formats)
    write_text(fs::path(wanted.out) / file_name_of(format), format_as(format, all.run),
               "behind --out");
  if (!wanted.write_known.empty())
    write_text(wanted.write_known, format_known_findings(all.run), "behind --write-known");
  std::fputs(format_text(all.run).c_str(), stdout);
  for (const known_finding_line& line : gone)
    fmt::print("{}: not found any more: take the line out: {}\n", wanted.known, in_words(line));
  if (!wanted.formats.empty()) fmt::print("reports: {}\n", wanted.out);
  return static_cast<int>(all.code);
}

}  // namespace cutpoint::cli
