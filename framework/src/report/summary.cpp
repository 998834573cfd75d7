#include <cutpoint/report/summary.hpp>

#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

namespace cutpoint {
namespace {

std::uint64_t count_of(const trace& t, deviation_kind kind) {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      t.deviations, [&](const deviation& d) { return d.address.kind == kind; }));
}

// What stands behind `CUTPOINT_REPLAY=<path> `.
std::string command_behind(const std::string& replay_line) {
  const std::size_t blank = replay_line.find(' ');
  return blank == std::string::npos ? std::string() : replay_line.substr(blank + 1);
}

finding_summary summary_of(const explained_finding& f) {
  return {.identity = f.what.identity,
          .message = f.what.message,
          .phase = f.phase,
          .found_at = f.found_at,
          .trace = std::filesystem::path(f.trace_path).filename().string(),
          .replay = f.trace_path.empty() ? std::string() : command_behind(f.replay_line),
          .deviations = f.how.deviations.size(),
          .stops = count_of(f.how, deviation_kind::stop),
          .reorders = count_of(f.how, deviation_kind::pick),
          .tasks = f.tasks,
          .steps = f.steps,
          .proved_minimal = false,
          .runs_to_find = f.runs_to_find,
          .runs_to_shrink = f.runs_to_shrink};
}

}  // namespace

test_summary summary_of(const report& r) {
  test_summary t{.name = r.name,
                 .result = r.result,
                 .message = r.message,
                 .phase = r.phases.empty() ? search_phase::baseline : r.phases.back().phase,
                 .phases = r.phases,
                 .runs = r.runs,
                 .steps = r.steps,
                 .seconds = r.seconds,
                 .sites_reached = r.sites_reached,
                 .sites_cut = r.sites_cut,
                 .bounds = r.bounds,
                 .exhausted = r.exhausted,
                 .findings = {},
                 .jobs = r.jobs};
  for (const explained_finding& f : r.findings) t.findings.push_back(summary_of(f));
  return t;
}

std::string format_text(const test_summary& t) {
  std::string text;
  const auto to = std::back_inserter(text);
  for (const finding_summary& f : t.findings) {
    fmt::format_to(to, "{}: {}: {}\n", t.name, name_of(f.identity.by), f.message);
    if (!f.trace.empty())
      fmt::format_to(to, "  replay:  CUTPOINT_REPLAY={} {}\n", f.trace, f.replay);
  }
  if (!t.message.empty()) fmt::format_to(to, "{}: {}\n", t.name, t.message);
  fmt::format_to(to, "{}: {}: {}\n", t.name, name_of(t.result),
                 coverage_in_words({.phases = t.phases,
                                    .runs = t.runs,
                                    .steps = t.steps,
                                    .modes = t.bounds.modes,
                                    .sites_cut = t.sites_cut,
                                    .sites_reached = t.sites_reached,
                                    .exhausted = t.exhausted,
                                    .found = !t.findings.empty()}));
  return text;
}

}  // namespace cutpoint
