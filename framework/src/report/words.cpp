#include "words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint {
namespace {

// Where a part is a run, the runs say it all.
std::string extent(const phase_coverage& covered) {
  if (covered.phase < search_phase::depth) return fmt::format("{}/{}", covered.runs, covered.jobs);
  if (covered.done == covered.jobs) return fmt::format("{}, all of them", covered.runs);
  return fmt::format("{}, {}/{} parts", covered.runs, covered.done, covered.jobs);
}

// Of points that are not counted.
std::string exempt_in_words(std::span<const exempt_point> exempt) {
  std::vector<std::string> kinds;
  for (const exemption why : all_exemptions)
    if (const auto n = std::ranges::count(exempt, why, &exempt_point::why); n > 0)
      kinds.push_back(fmt::format("{} {}", n, name_of(why)));
  return kinds.empty() ? "" : fmt::format(" (besides {})", fmt::join(kinds, ", "));
}

}  // namespace

std::string coverage_in_words(const covered_search& covered) {
  std::string modes;
  for (const stop_mode mode : all_stop_modes)
    if (covered.modes.contains(mode))
      modes += fmt::format("{}{}", modes.empty() ? "" : ", ", name_of(mode));
  std::string phases;
  for (const phase_coverage& phase : covered.phases)
    phases +=
        fmt::format("{}{} {}", phases.empty() ? "" : ", ", name_of(phase.phase), extent(phase));
  return fmt::format("{} runs ({}), {} steps; stops ({}) at {} of {} suspension points{}{}",
                     covered.runs, phases, covered.steps, modes.empty() ? "none" : modes,
                     covered.sites_cut, covered.sites_reached, exempt_in_words(covered.exempt),
                     covered.exhausted     ? ""
                     : covered.interrupted ? "; the search was interrupted"
                     : covered.found       ? "; the search ended at a finding"
                                           : "; the budget ended the search");
}

std::string outcome_in_words(const test_summary& t) {
  return fmt::format("{}{}: {}: {}\n",
                     t.message.empty() ? "" : fmt::format("{}: {}\n", t.name, t.message), t.name,
                     name_of(t.result),
                     coverage_in_words({.phases = t.phases,
                                        .runs = t.runs,
                                        .steps = t.steps,
                                        .modes = t.bounds.modes,
                                        .sites_cut = t.sites_cut,
                                        .sites_reached = t.sites_reached,
                                        .exhausted = t.exhausted,
                                        .found = !t.findings.empty(),
                                        .interrupted = t.interrupted,
                                        .exempt = t.exempt}));
}

std::string totals_in_words(const run_summary& run) {
  std::uint64_t findings = 0;
  std::uint64_t runs = 0;
  for (const test_summary& t : run.tests) {
    findings += t.findings.size();
    runs += t.runs;
  }
  const std::uint64_t fresh = count_new_findings(run);
  const stop_coverage_total stopped = coverage_of(run);
  const auto counted = [](std::uint64_t n, std::string_view one) {
    return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s");
  };
  return fmt::format("{}{} in {}; stopped at {} of {} suspension points ({:.0f} %); {}{}{}",
                     counted(fresh, "finding"),
                     findings > fresh ? fmt::format(" and {} known", findings - fresh) : "",
                     counted(run.tests.size(), "test"), stopped.cut, stopped.reached,
                     std::floor(stopped.percent()), counted(runs, "run"),
                     run.problems.empty() ? "" : "; " + counted(run.problems.size(), "problem"),
                     run.interrupted ? "; interrupted" : "");
}

}  // namespace cutpoint
