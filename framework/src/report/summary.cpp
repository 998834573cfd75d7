#include <cutpoint/report/summary.hpp>

#include <cutpoint/report/text.hpp>

#include "wait_graph.hpp"
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

finding_summary summary_of(std::string_view name, const explained_finding& f) {
  std::vector<std::string> others;
  for (const finding& other : f.others)
    others.push_back(fmt::format("{}: {}", name_of(other.identity.by), other.message));
  return {.identity = f.what.identity,
          .message = f.what.message,
          .phase = f.phase,
          .found_at = f.found_at,
          .trace = std::filesystem::path(f.trace_path).filename().string(),
          .replay = f.trace_path.empty() ? std::string() : command_behind(f.replay_line),
          .deviations = f.how.deviations.size(),
          .stops = count_of(f.how, deviation_kind::stop),
          .reorders = static_cast<std::size_t>(std::ranges::count_if(f.how.deviations, is_reorder)),
          .tasks = f.tasks,
          .steps = f.steps,
          .proved_minimal = f.least.proved,
          .runs_to_find = f.runs_to_find,
          .runs_to_shrink = f.runs_to_shrink,
          .story = format_text(name, f),
          .trace_text = format_trace(f.how),
          .notes = f.what.notes,
          .waits = waits_in(f.what),
          .others = std::move(others),
          .events = f.events};
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
                 .jobs = r.jobs,
                 .binary = {},
                 .notes = r.notes,
                 .proved = r.proved ? in_words(*r.proved) : std::string(),
                 .stops = r.stops,
                 .interrupted = r.interrupted,
                 .exempt = r.exempt};
  for (const explained_finding& f : r.findings) t.findings.push_back(summary_of(r.name, f));
  return t;
}

std::uint64_t count_new_findings(const run_summary& run) {
  std::uint64_t count = 0;
  for (const test_summary& t : run.tests)
    for (const finding_summary& f : t.findings) count += f.known ? 0 : 1;
  return count;
}

stop_coverage_total coverage_of(const run_summary& run) {
  stop_coverage_total total;
  for (const test_summary& t : run.tests) {
    total.reached += t.sites_reached;
    total.cut += t.sites_cut;
  }
  return total;
}

std::string format_text(const test_summary& t) {
  std::string text;
  const auto to = std::back_inserter(text);
  for (const finding_summary& f : t.findings) {
    fmt::format_to(to, "{}: {}: {}\n", t.name, name_of(f.identity.by), f.message);
    if (!f.trace.empty())
      fmt::format_to(to, "  replay:  CUTPOINT_REPLAY={} {}\n", f.trace, f.replay);
  }
  text += outcome_in_words(t);
  return text;
}

}  // namespace cutpoint
