#include <cutpoint/report/text.hpp>

#include "story.hpp"
#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace cutpoint {
namespace {

using out = std::back_insert_iterator<std::string>;

constexpr std::size_t widest_text = 72;

void write_story(out to, const explained_finding& f) {
  const std::vector<story_row> rows = tell_story(f);
  std::size_t task_width = 4;
  std::size_t text_width = 5;
  for (const story_row& row : rows) {
    if (row.task.empty()) continue;
    task_width = std::max(task_width, row.task.size());
    text_width = std::max(text_width, std::min(row.text.size(), widest_text));
  }
  fmt::format_to(to, "  {:>4}  {:<{}}  {:<{}}  {}\n", "step", "task", task_width, "event",
                 text_width, "where");
  for (const story_row& row : rows) {
    if (row.task.empty())
      fmt::format_to(to, "        {}\n", row.text);
    else if (row.where.empty())
      fmt::format_to(to, "  {:>4}  {:<{}}  {}\n", row.step, row.task, task_width, row.text);
    else
      fmt::format_to(to, "  {:>4}  {:<{}}  {:<{}}  {}\n", row.step, row.task, task_width, row.text,
                     text_width, row.where);
  }
}

std::string counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string indented(std::string_view lines) {
  std::string text;
  for (const char c : lines) {
    text += c;
    if (c == '\n') text += "  ";
  }
  return text;
}

std::string deviations_in_words(const trace& t) {
  std::string kinds;
  const auto add = [&](const auto& is_meant, std::string_view name) {
    const auto n = static_cast<std::size_t>(std::ranges::count_if(t.deviations, is_meant));
    if (n > 0) kinds += fmt::format("{}{}", kinds.empty() ? "" : ", ", counted(n, name));
  };
  const auto of_kind = [](deviation_kind kind) {
    return [kind](const deviation& d) { return d.address.kind == kind; };
  };
  add(of_kind(deviation_kind::stop), "stop");
  add(is_reorder, "reorder");
  add(of_kind(deviation_kind::timer), "early timer");
  add(of_kind(deviation_kind::fault), "fault");
  add(of_kind(deviation_kind::value), "value");
  if (kinds.empty()) return "0 deviations: it fails undisturbed";
  return fmt::format("{} ({})", counted(t.deviations.size(), "deviation"), kinds);
}

std::string shrinking_in_words(const explained_finding& f) {
  if (f.how.deviations.empty()) return {};
  if (f.least.proved) return fmt::format(", shrunk in {}", counted(f.runs_to_shrink, "run"));
  switch (f.shrunk) {
    case shrink_end::fixpoint:
      return fmt::format(", shrunk in {}: nothing can be left out",
                         counted(f.runs_to_shrink, "run"));
    case shrink_end::one_minimal:
      return fmt::format(
          ", shrunk in {}, then the budget was spent: no single deviation can be left out",
          counted(f.runs_to_shrink, "run"));
    case shrink_end::budget:
      return fmt::format(", shrunk in {}, then the budget was spent: it may be larger than needed",
                         counted(f.runs_to_shrink, "run"));
    case shrink_end::not_reproduced:
      return ", not shrunk";
  }
  return {};
}

}  // namespace

std::string format_text(std::string_view name, const explained_finding& f) {
  std::string text;
  const out to = std::back_inserter(text);
  fmt::format_to(to, "{}: {}\n  {}\n\n", name, name_of(f.what.identity.by),
                 indented(f.what.message));
  write_story(to, f);
  for (const std::string& note : f.what.notes) fmt::format_to(to, "        {}\n", note);
  for (const finding& other : f.others)
    fmt::format_to(to, "  also: {}: {}\n", name_of(other.identity.by), indented(other.message));
  const std::vector<std::string> explained = in_words(f.why, f.how);
  if (!explained.empty()) text += '\n';
  for (const std::string& line : explained) fmt::format_to(to, "  {}\n", line);
  fmt::format_to(
      to, "\n  {}: {}",
      f.least.proved || f.shrunk == shrink_end::fixpoint ? "smallest failing run" : "failing run",
      deviations_in_words(f.how));
  if (f.phase != search_phase::replay)
    fmt::format_to(to, "; found by the {} in run {}{}", name_of(f.phase), f.runs_to_find,
                   shrinking_in_words(f));
  else if (f.runs_to_find == 0)
    fmt::format_to(to, "; found by an earlier check{}", shrinking_in_words(f));
  fmt::format_to(to, "\n");
  if (!f.how.deviations.empty() && f.least.looked_for())
    fmt::format_to(to, "  {}\n", in_words(f.least));
  if (!f.replay_line.empty()) fmt::format_to(to, "  replay:  {}\n", f.replay_line);
  return text;
}

std::string format_coverage(const report& r) {
  return coverage_in_words({.phases = r.phases,
                            .runs = r.runs,
                            .steps = r.steps,
                            .modes = r.bounds.modes,
                            .sites_cut = r.sites_cut,
                            .sites_reached = r.sites_reached,
                            .exhausted = r.exhausted,
                            .found = !r.findings.empty(),
                            .interrupted = r.interrupted,
                            .exempt = r.exempt});
}

std::string format_stored(const report& r) {
  std::string text;
  for (const stored_trace& stored : r.stored) {
    if (stored.end == stored_trace_end::passes && stored.in_corpus) continue;
    if (stored.end == stored_trace_end::passes)
      text += fmt::format("{}: {} passes now\n", r.name, stored.path);
    else if (stored.end == stored_trace_end::stale)
      text += fmt::format("{}: {} is stale: {}\n", r.name, stored.path, stored.why);
    else if (!stored.why.empty())
      text += fmt::format("{}: {} was repaired to fit the program: {}\n", r.name, stored.path,
                          stored.why);
  }
  return text;
}

std::string format_text(const report& r) {
  std::string text;
  const out to = std::back_inserter(text);
  for (const explained_finding& f : r.findings) fmt::format_to(to, "{}\n", format_text(r.name, f));
  text += format_stored(r);
  if (!r.message.empty())
    fmt::format_to(to, "{}: {}{}\n", r.name,
                   r.passed() ? "" : fmt::format("{}: ", name_of(r.result)), r.message);
  if (!r.phases.empty())
    fmt::format_to(to, "{}: {}: {}\n", r.name, name_of(r.result), format_coverage(r));
  if (r.proved) fmt::format_to(to, "{}: {}\n", r.name, in_words(*r.proved));
  for (const std::string& note : r.notes) fmt::format_to(to, "{}: {}\n", r.name, note);
  return text;
}

}  // namespace cutpoint
