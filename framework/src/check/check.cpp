#include <cutpoint/check/check.hpp>

#include "certificate.hpp"
#include "confirm.hpp"
#include "determinism.hpp"
#include "explain.hpp"
#include "recorded_run.hpp"
#include "replay_stored.hpp"
#include "replay_trace.hpp"
#include "runner.hpp"
#include "search.hpp"
#include "shared_state.hpp"
#include "trace_store.hpp"

#include <cutpoint/check/interruption.hpp>
#include <cutpoint/check/progress.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace cutpoint {
namespace {

using clock = std::chrono::steady_clock;

bool is_death(const candidate& c) { return c.identity.by == oracle::death; }

// Makes the run of `c` again and writes its trace at once, so that it is not lost with this
// process. Of a death only this tells what it is.
void take_up(const program& checked, const options& wanted, candidate& c, trace_store& store,
             shared_state& state) {
  const bool writes = !wanted.out.empty() && wanted.runs_in == isolation::worker;
  if (!writes && !is_death(c)) return;
  recorded_run run = record_run(checked, wanted, numbered(c.taken), replay_key::number, state);
  if (is_death(c) && !run.found.empty() && run.found.front().identity.by == oracle::death)
    c.identity = run.found.front().identity;
  // What does not fail again is looked into when the search is over.
  if (std::ranges::find(run.found, c.identity, &finding::identity) == run.found.end()) return;
  if (!writes) return;
  store.keep({.program = wanted.name,
              .input = wanted.input.key,
              .bounds = bounds_of(wanted),
              .expected = c.identity,
              .deviations = std::move(run.deviations)});
}

void add_finding(report& r, explained_finding f, trace_store& store) {
  const auto same = [&](const explained_finding& known) {
    return known.what.identity == f.what.identity;
  };
  if (std::ranges::any_of(r.findings, same)) return;
  store.settle(f);
  if (f.what.identity.by == oracle::not_deterministic) r.result = verdict::not_deterministic;
  r.findings.push_back(std::move(f));
}

void count(report& r, search_result& searched, replayed_traces& replayed) {
  job_totals totals = count_up(searched.jobs, searched.end);
  r.runs = totals.runs + replayed.runs;
  r.steps = totals.steps;
  r.phases = std::move(totals.phases);
  const std::uint64_t stored = replayed.all.size();
  if (stored > 0)
    r.phases.insert(
        r.phases.begin(),
        {.phase = search_phase::replay, .runs = replayed.runs, .jobs = stored, .done = stored});
  r.sites_reached = searched.sites;
  r.sites_cut = totals.sites_cut;
  r.exempt = std::move(searched.exempt);
  r.stops = stops_covered(searched.jobs, searched.end);
  r.exhausted = totals.exhausted;
  for (candidate& c : searched.found)
    if (c.at.phase != search_phase::replay) c.runs_to_find = run_number(searched.jobs, c.at);
  r.jobs = std::move(searched.jobs);
  r.stored = std::move(replayed.all);
}

report refuse(const options& wanted, std::string why) {
  report r;
  r.name = wanted.name;
  r.result = verdict::bad_input;
  r.message = std::move(why);
  return r;
}

report search_and_confirm(const program& checked, const options& wanted) {
  const shared_pages pages;
  trace_store store(wanted);
  replayed_traces replayed = replay_stored(checked, wanted, store, *pages);
  const std::optional<candidate> dependence = find_dependence(checked, wanted, *pages);
  found_list found(wanted.max_findings);
  for (candidate& c : replayed.found) found.add(std::move(c));
  search_result searched;
  if (dependence)
    searched.found.push_back(*dependence);
  else
    searched = search(checked, wanted, std::move(found),
                      [&](candidate& c) { take_up(checked, wanted, c, store, *pages); });
  if (!searched.refused.empty()) return refuse(wanted, std::move(searched.refused));
  report r;
  r.name = wanted.name;
  r.bounds = bounds_of(wanted);
  count(r, searched, replayed);
  if (!searched.found.empty()) r.result = verdict::findings;
  r.interrupted = interruption::asked();
  options confirming = r.interrupted ? in_a_last_moment(wanted) : wanted;
  for (const candidate& c : searched.found) {
    explained_finding f = confirm(checked, confirming, c, *pages);
    if (interruption::asked()) confirming.explain_runs = 0;
    f.why = explain(checked, confirming, f, *pages);
    add_finding(r, std::move(f), store);
  }
  r.interrupted = interruption::asked();
  store.clear_kept();
  r.message = store.problem();
  r.notes = std::move(searched.notes);
  if (r.interrupted) r.notes.push_back("interrupted: the search was ended from outside");
  if (r.findings.empty() && !searched.had_choices && !r.interrupted &&
      !wanted.without.contains(oracle::nothing_explored)) {
    r.result = verdict::nothing_explored;
    r.message =
        "no run had a choice to take: the program never suspends, or every task is unstoppable. A "
        "green result would mean nothing";
  }
  return r;
}

// Returns: what of `wanted` excludes what else; empty where nothing does.
std::string contradiction_in(const options& wanted) {
  if (!wanted.reduced) return {};
  if (wanted.exhaustive > 0)
    return fmt::format(
        "expected one exhaustive search, found both `.exhaustive = {}` and `.reduced = {}`; leave "
        "one out",
        wanted.exhaustive, *wanted.reduced);
  if (wanted.order != task_order::any)
    return "expected task_order::any for a reduced search, found fifo, in which the order of tasks "
           "is "
           "not free: ask for `.exhaustive` instead";
  if (wanted.stops < *wanted.reduced)
    return fmt::format("expected `.stops` to allow for the {} of `.reduced`, found {}; raise it",
                       *wanted.reduced, wanted.stops);
  return {};
}

}  // namespace

report check(const program& checked, const options& wanted) {
  if (!wanted.replay.empty()) return replay_trace(checked, wanted);
  std::error_code ignored;
  if (!wanted.corpus.empty() && !std::filesystem::is_directory(wanted.corpus, ignored))
    return refuse(wanted, fmt::format("expected a folder of traces at {}, found none; name one, or "
                                      "leave the corpus out",
                                      wanted.corpus));
  if (wanted.shard.index >= wanted.shard.count)
    return refuse(wanted, fmt::format("a search in {} shards has those of number 0 to {}: there is "
                                      "no shard {}",
                                      wanted.shard.count, std::int64_t{wanted.shard.count} - 1,
                                      wanted.shard.index));
  if (std::string why = contradiction_in(wanted); !why.empty())
    return refuse(wanted, std::move(why));
  const clock::time_point began = clock::now();
  report r = search_and_confirm(checked, wanted);
  // A shard leaves the jobs of the others out.
  if (wanted.shard.count == 1) r.proved = certify(r.result, r.phases, r.bounds, r.jobs);
  r.seconds = std::chrono::duration<double>(clock::now() - began).count();
  tell_progress(wanted, {.name = r.name,
                         .phase = r.phases.empty() ? search_phase::baseline : r.phases.back().phase,
                         .runs = r.runs,
                         .sites_reached = r.sites_reached,
                         .sites_cut = r.sites_cut,
                         .findings = r.findings.size(),
                         .ended = r.result});
  return r;
}

}  // namespace cutpoint
