#include <cutpoint/report/run_text.hpp>

#include "words.hpp"

#include <fmt/format.h>

#include <iterator>

namespace cutpoint {

std::string format_text(const run_summary& run) {
  std::string text;
  const auto to = std::back_inserter(text);
  for (const test_summary& t : run.tests) {
    for (const finding_summary& f : t.findings) {
      if (f.known || f.story.empty())
        fmt::format_to(to, "{}: {}{}: {}\n", t.name, f.known ? "known: " : "",
                       name_of(f.identity.by), f.message);
      else
        fmt::format_to(to, "{}\n", f.story);
      if (f.story.empty() && !f.trace.empty())
        fmt::format_to(to, "  replay:  CUTPOINT_REPLAY={} {}\n", f.trace, f.replay);
    }
    text += outcome_in_words(t);
    if (!t.proved.empty()) fmt::format_to(to, "{}: {}\n", t.name, t.proved);
    for (const std::string& note : t.notes) fmt::format_to(to, "{}: {}\n", t.name, note);
  }
  for (const std::string& problem : run.problems) fmt::format_to(to, "{}\n", problem);
  fmt::format_to(to, "{}\n", totals_in_words(run));
  return text;
}

}  // namespace cutpoint
