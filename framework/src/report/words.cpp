#include "words.hpp"

#include <fmt/format.h>

namespace cutpoint {
namespace {

// Where a part is a run, the runs say it all.
std::string extent(const phase_coverage& covered) {
  if (covered.phase < search_phase::depth)
    return fmt::format("{}/{}", covered.runs, covered.jobs);
  if (covered.done == covered.jobs) return fmt::format("{}, all of them", covered.runs);
  return fmt::format("{}, {}/{} parts", covered.runs, covered.done, covered.jobs);
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
  return fmt::format("{} runs ({}), {} steps; stops ({}) at {} of {} suspension points{}",
                     covered.runs, phases, covered.steps, modes.empty() ? "none" : modes,
                     covered.sites_cut, covered.sites_reached,
                     covered.exhausted ? ""
                     : covered.found   ? "; the search ended at a finding"
                                       : "; the budget ended the search");
}

}  // namespace cutpoint
