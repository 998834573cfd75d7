#include <cutpoint/check/check.hpp>

#include "candidate.hpp"
#include "confirm.hpp"
#include "death.hpp"
#include "explore.hpp"
#include "replay_trace.hpp"
#include "runner.hpp"
#include "shared_state.hpp"
#include "worker.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <tuple>

namespace cutpoint {
namespace {

using clock = std::chrono::steady_clock;

// The choices of a run that killed its worker, which nobody else could tell.
candidate death_candidate(shared_state& state) {
  const auto taken = state.log().taken();
  return {.identity = {.by = oracle::death, .subject = {}, .task = {}},
          .phase = state.phase,
          .runs_to_find = state.runs,
          .taken = {taken.begin(), taken.end()},
          .difference = {}};
}

// What a death looks like before it is confirmed: enough to tell one again.
using look_of_death = std::tuple<death_cause, int, bool, std::uint32_t>;

look_of_death look_of(const shared_state& state) {
  return {state.cause, state.signal_number, state.in_task, state.task};
}

void count_dead_run(shared_state& state) {
  ++state.runs;
  phase_coverage& covered = state.coverage[static_cast<std::size_t>(state.phase)];
  covered.phase = state.phase;
  ++covered.runs;
  // A bounded search goes on behind the run that died, in the same job.
  if (state.phase == search_phase::depth || state.phase == search_phase::exhaustive) return;
  ++covered.done;
  ++state.job;
}

// Starts one worker after another until one gets to the end of the search. Returns: what they
// found.
std::vector<candidate> search(const program& checked, const options& wanted, shared_state& state) {
  std::vector<candidate> candidates;
  const message_sink hear = [&](std::string_view message) {
    candidates.push_back(candidate_from(message));
  };
  const clock::time_point deadline = clock::now() + wanted.max_time;
  const auto work = [&](const message_sink& tell) {
    search_so_far so_far{.found = {}, .deadline = deadline};
    for (const candidate& c : candidates) so_far.found.push_back(c.identity);
    explore(checked, wanted, state, std::move(so_far), tell);
  };
  if (wanted.runs_in == isolation::in_process) {
    work(hear);
    return candidates;
  }
  std::set<look_of_death> deaths;
  while (run_in_worker(state, wanted.hang_after, work, hear).died) {
    count_dead_run(state);
    if (deaths.insert(look_of(state)).second) candidates.push_back(death_candidate(state));
    if (state.phase == search_phase::baseline || candidates.size() >= wanted.max_findings ||
        clock::now() >= deadline)
      break;
  }
  return candidates;
}

void add_finding(report& r, explained_finding f, const options& wanted) {
  const auto same = [&](const explained_finding& known) {
    return known.what.identity == f.what.identity;
  };
  if (std::ranges::any_of(r.findings, same)) return;
  store_trace(f, wanted, r.findings.size());
  if (f.what.identity.by == oracle::not_deterministic) r.result = verdict::not_deterministic;
  r.findings.push_back(std::move(f));
}

void copy_coverage(report& r, const shared_state& state) {
  r.runs = state.runs;
  r.steps = state.steps;
  r.sites_reached = state.sites_reached;
  r.sites_cut = state.sites_cut;
  r.exhausted = state.exhausted;
  for (const phase_coverage& covered : state.coverage)
    if (covered.runs > 0) r.phases.push_back(covered);
}

}  // namespace

report check(const program& checked, const options& wanted) {
  if (!wanted.replay.empty()) return replay_trace(checked, wanted);
  const clock::time_point began = clock::now();
  const shared_pages pages;
  const std::vector<candidate> candidates = search(checked, wanted, *pages);
  report r;
  r.name = wanted.name;
  r.bounds = bounds_of(wanted);
  copy_coverage(r, *pages);
  if (pages->undeliverable.front() != '\0') {
    r.result = verdict::bad_input;
    r.message = pages->undeliverable.data();
    return r;
  }
  const bool had_choices = pages->had_choices;
  if (!candidates.empty()) r.result = verdict::findings;
  for (const candidate& c : candidates) add_finding(r, confirm(checked, wanted, c, *pages), wanted);
  if (candidates.empty() && !had_choices && !wanted.without.contains(oracle::nothing_explored)) {
    r.result = verdict::nothing_explored;
    r.message =
        "no run had a choice to take: the program never suspends, or every task is unstoppable. A "
        "green result would mean nothing";
  }
  r.seconds = std::chrono::duration<double>(clock::now() - began).count();
  return r;
}

}  // namespace cutpoint
