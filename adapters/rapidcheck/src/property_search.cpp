#include "property_search.hpp"

#include "discard_subject.hpp"

#include <cutpoint/check/check.hpp>
#include <cutpoint/check/interruption.hpp>
#include <cutpoint/check/refit.hpp>

#include <algorithm>
#include <utility>

namespace cutpoint::rapidcheck {
namespace {

using clock = std::chrono::steady_clock;

}  // namespace

property_search::property_search(property_options wanted)
    : wanted_(std::move(wanted)), deadline_(clock::now() + wanted_.search.max_time) {
  covered_.name = wanted_.search.name;
  covered_.result = verdict::nothing_explored;
  covered_.exhausted = true;
}

bool property_search::may_begin() const {
  return covered_.runs < wanted_.search.max_runs && clock::now() < deadline_ &&
         !interruption::asked();
}

// What is found is neither proved nor explained nor written before it is known to be the last.
options property_search::for_input() const {
  options o = wanted_.search;
  o.max_runs = wanted_.runs_per_input;
  o.max_findings = 1;
  o.proof_runs = 0;
  o.explain_runs = 0;
  o.shard = {};
  o.out.clear();
  o.corpus.clear();
  o.reports.clear();
  o.replay.clear();
  o.progress_file = -1;
  return o;
}

input_outcome property_search::search(const program& checked, seed from) {
  const std::uint64_t number = generated_++;
  const search_shard& shard = wanted_.search.shard;
  if (number % shard.count != shard.index || !may_begin()) return {.end = input_end::not_searched};
  options o = for_input();
  o.random_seed = from;
  report r = check(checked, o);
  ++searched_;
  if (r.result == verdict::bad_input) {
    covered_.message = std::move(r.message);
    return {.end = input_end::refused};
  }
  if (!r.findings.empty() && r.findings.front().what.identity.subject == discard_subject)
    return {.end = input_end::discarded};
  count(r);
  if (r.findings.empty()) return {};
  return {.end = input_end::fails, .found = std::move(r.findings.front())};
}

bool property_search::goes_on_shrinking() {
  const clock::time_point now = clock::now();
  if (!shrink_deadline_) shrink_deadline_ = now + wanted_.search.shrink_time;
  const bool goes_on =
      shrinking_.runs < wanted_.shrink_runs && now < *shrink_deadline_ && !interruption::asked();
  if (!goes_on) shrinking_.cut_off = true;
  return goes_on;
}

input_outcome property_search::search_again(const program& checked, const input_outcome& before) {
  refitted_run again = refit(checked, before.found.how, for_input(), wanted_.refit_runs);
  ++shrinking_.tried;
  ++shrinking_.tried_last;
  shrinking_.runs += again.runs;
  if (!again.how) return {};
  shrinking_.tried_last = 0;
  input_outcome smaller{.end = input_end::fails, .found = {}};
  smaller.found.what.identity = before.found.what.identity;
  smaller.found.phase = before.found.phase;
  smaller.found.runs_to_find = before.found.runs_to_find;
  smaller.found.how = std::move(*again.how);
  return smaller;
}

void property_search::count(const report& r) {
  covered_.bounds = r.bounds;
  covered_.exhausted = covered_.exhausted && r.exhausted;
  covered_.runs += r.runs;
  covered_.steps += r.steps;
  for (const phase_coverage& phase : r.phases) {
    auto known = std::ranges::find(covered_.phases, phase.phase, &phase_coverage::phase);
    if (known == covered_.phases.end())
      known = covered_.phases.insert(known, {.phase = phase.phase});
    known->runs += phase.runs;
    known->jobs += phase.jobs;
    known->done += phase.done;
  }
  // Inputs share most of their suspension points: those of the one with the most are told.
  if (r.sites_reached > covered_.sites_reached) {
    covered_.sites_reached = r.sites_reached;
    covered_.sites_cut = r.sites_cut;
    covered_.stops = r.stops;
  }
  if (r.result != verdict::nothing_explored) covered_.result = verdict::clean;
}

}  // namespace cutpoint::rapidcheck
