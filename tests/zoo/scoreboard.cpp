#include "zoo/scoreboard.hpp"

#include <cutpoint/report/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace cutpoint::zoo {
namespace {

const explained_finding* found_in(const visit& v) {
  return v.buggy.findings.empty() ? nullptr : &v.buggy.findings.front();
}

std::string words_for(const size& s) {
  return fmt::format("{} / {} / {}", s.tasks, s.stops, s.reorders);
}

bool is_clean(const visit& v) { return v.fixed.result == verdict::clean; }

std::string wrong_fix_in_words(const visit& v) {
  if (!v.wrong_fix) return "-";
  return v.wrong_fix->findings.empty() ? "MISSED" : "found";
}

double seconds_of(const visit& v) {
  return v.buggy.seconds + v.fixed.seconds + (v.wrong_fix ? v.wrong_fix->seconds : 0);
}

// Of the fixed variant: how many runs each phase made.
std::string explored(const visit& v) {
  std::string text;
  for (const phase_coverage& covered : v.fixed.phases)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name_of(covered.phase), covered.runs);
  return text;
}

}  // namespace

std::string line_of_titles() {
  return fmt::format("{:<5} {:<7} {:<16} {:>7} {:>7}  {:<11} {:<11} {:>5}  {:<9} {:<9} {:>6}",
                     "bug", "found", "by the", "in run", "shrunk", "T / S / R", "page", "steps",
                     "fixed", "wrong fix", "s");
}

std::string line_of(const visit& v) {
  const explained_finding* const f = found_in(v);
  return fmt::format("{:<5} {:<7} {:<16} {:>7} {:>7}  {:<11} {:<11} {:>5}  {:<9} {:<9} {:>6.2f}",
                     v.of->id, f != nullptr ? "yes" : "NO", f != nullptr ? name_of(f->phase) : "",
                     f != nullptr ? f->runs_to_find : 0, f != nullptr ? f->runs_to_shrink : 0,
                     words_for(v.found), words_for(v.of->expected), f != nullptr ? f->steps : 0,
                     is_clean(v) ? "clean" : "FLAGGED", wrong_fix_in_words(v), seconds_of(v));
}

std::string totals(std::span<const visit> visits) {
  const auto found = std::ranges::count_if(visits, found_in);
  const auto clean = std::ranges::count_if(visits, is_clean);
  const auto small = std::ranges::count_if(visits, [](const visit& v) {
    return v.found.tasks <= v.of->expected.tasks && v.found.stops <= v.of->expected.stops &&
           v.found.reorders <= v.of->expected.reorders;
  });
  double seconds = 0;
  for (const visit& v : visits) seconds += seconds_of(v);
  return fmt::format(
      "{} bugs: {} found, {} as small as expected; {} fixed variants clean; {:.1f} s of checks",
      visits.size(), found, small, clean, seconds);
}

std::string smallest_trace(const visit& v) {
  const explained_finding* const f = found_in(v);
  return f != nullptr ? format_trace(f->how) : std::string();
}

std::string as_markdown(std::span<const visit> visits) {
  std::string text =
      "# The zoo\n\nReal cancellation bugs, re-modelled as small programs in `tests/zoo`. "
      "`tests/zoo/run --markdown` writes this page.\n\nThe smallest failing run is given as tasks "
      "/ "
      "stops / reorders, beside what was expected of it. A fixed variant is checked with every run "
      "of at most two deviations, and with random runs.\n\n| bug | what goes wrong | found by | "
      "run "
      "| runs to shrink | smallest | expected | deviations | steps | fixed: runs made | wrong fix "
      "|\n|---|---|---|---|---|---|---|---|---|---|---|\n";
  const auto to = std::back_inserter(text);
  for (const visit& v : visits) {
    const explained_finding* const f = found_in(v);
    if (f == nullptr)
      fmt::format_to(to, "| {} | {} | **not found** | | | | {} | | ", v.of->id, v.of->title,
                     words_for(v.of->expected));
    else
      fmt::format_to(to, "| {} | {} | {}: {} | {} | {} | {} | {} | {} | {} ", v.of->id, v.of->title,
                     name_of(f->phase), name_of(f->what.identity.by), f->runs_to_find,
                     f->runs_to_shrink, words_for(v.found), words_for(v.of->expected),
                     f->how.deviations.size(), f->steps);
    fmt::format_to(to, "| {}{} | {} |\n", is_clean(v) ? "clean: " : "**flagged**: ", explored(v),
                   wrong_fix_in_words(v));
  }
  fmt::format_to(to, "\n");
  for (const visit& v : visits)
    if (!v.of->why_larger.empty())
      fmt::format_to(to, "- {} is larger than expected: {}\n", v.of->id, v.of->why_larger);
  return text;
}

}  // namespace cutpoint::zoo
