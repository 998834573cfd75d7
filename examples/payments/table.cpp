#include "table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace payments {
namespace {

using cutpoint::deviation;
using cutpoint::deviation_kind;
using cutpoint::explained_finding;
using cutpoint::report;
using cutpoint::search_phase;

// The folder is the chapter's, and is in its title.
std::string_view short_name(std::string_view name) { return name.substr(name.find('/') + 1); }

std::string line(std::string_view name, std::string_view text) {
  return fmt::format("  {:<29}{}\n", name, text);
}

std::string further_line(std::string_view text) { return fmt::format("      {}\n", text); }

std::string in_words(cutpoint::stop_modes modes) {
  std::string text;
  for (const cutpoint::stop_mode m : cutpoint::all_stop_modes)
    if (modes.contains(m)) text += fmt::format("{}{}", text.empty() ? "" : ", ", name_of(m));
  return text;
}

std::string in_words(const cutpoint::finding_identity& what) {
  if (what.by == cutpoint::oracle::invariant) return "does not hold: " + what.subject;
  std::string text(name_of(what.by));
  if (!what.subject.empty()) text += ": " + what.subject;
  if (!what.task.empty()) text += " (" + what.task + ")";
  return text;
}

std::string in_words(const deviation& d) {
  const cutpoint::choice_address& a = d.address;
  switch (a.kind) {
    case deviation_kind::stop:
      return fmt::format("stop {}{} ({}), {}{}", a.task,
                         a.reach == cutpoint::stop_reach::scope ? " and all below" : "",
                         name_of(d.mode), name_of(a.at),
                         a.operation.empty() ? "" : " at " + a.operation);
    case deviation_kind::pick:
      return fmt::format("let {} go first", d.picked);
    case deviation_kind::run_on:
      return fmt::format("let {} run on", a.task);
    case deviation_kind::timer:
      return fmt::format("fire the timer of {} early", d.picked);
    case deviation_kind::fault:
      return fmt::format("let {} fail", a.operation);
    case deviation_kind::value:
      return fmt::format("choose {} at {}", d.value, a.operation);
  }
  return {};
}

std::string in_words(const std::vector<deviation>& how) {
  std::string text;
  for (const deviation& d : how) text += (text.empty() ? "" : "; ") + in_words(d);
  return text;
}

std::uint64_t runs_of(const report& r, search_phase phase) {
  const auto covered = std::ranges::find(r.phases, phase, &cutpoint::phase_coverage::phase);
  return covered == r.phases.end() ? 0 : covered->runs;
}

std::string place_of(const explained_finding& f) {
  return fmt::format("by the {} in run {}", name_of(f.phase), f.runs_to_find);
}

std::string lines_of_finding(const version& v, const explained_finding& f) {
  return line(short_name(v.name), "found " + place_of(f)) +
         further_line(in_words(f.what.identity)) +
         further_line("smallest failing run: " + in_words(f.how.deviations));
}

std::string in_words_without_findings(const report& r) {
  return fmt::format("{} with {} deviations and {}{} pairs", name_of(r.result),
                     runs_of(r, search_phase::sweep), r.exhausted ? "all " : "",
                     runs_of(r, search_phase::depth));
}

}  // namespace

std::string introduction() {
  return "A payment service: a handler takes a notification and a connection from the pool,\n"
         "begins a transaction, books the payment, tells a partner, commits and answers. The\n"
         "client may hang up at any time, which stops the handler where it waits. Cutpoint tries\n"
         "every such place, alone and in pairs, in each way a stop can come (edge, level, drop,\n"
         "request), with early timers, failures and other orders, on a real SQLite database.\n";
}

std::string lines_of(const version& v, const report& r) {
  if (!r.findings.empty()) return lines_of_finding(v, r.findings.front());
  return line(short_name(v.name), in_words(v.modes) + ": " + in_words_without_findings(r));
}

std::string lines_of(const weakness& w, const report& r) {
  if (r.findings.empty())
    return further_line(fmt::format("{}: {}", name_of(w.mode), in_words_without_findings(r)));
  const explained_finding& f = r.findings.front();
  return further_line(fmt::format("{} is too much for it, {}: {}", name_of(w.mode), place_of(f),
                                  in_words(f.what.identity)));
}

std::string conclusion(const std::vector<std::string>& complaints) {
  std::string text;
  for (const std::string& c : complaints) text += "NOT as expected: " + c + "\n";
  if (complaints.empty())
    text =
        "As expected: each bug was found, and each fix passes with every stop that it declares.\n"
        "The story of one, with the line that replays it:\n"
        "  payments a_connection_kept/bug\n";
  return text;
}

}  // namespace payments
