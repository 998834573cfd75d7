#include "property_search.hpp"

#include "discarded.hpp"

#include <cutpoint/check/check.hpp>
#include <cutpoint/check/interruption.hpp>

#include <algorithm>
#include <utility>

namespace cutpoint::rapidcheck {
namespace {

using clock = std::chrono::steady_clock;

}  // namespace

property_search::property_search(property_options wanted)
    : wanted_(std::move(wanted)), deadline_(clock::now() + wanted_.search.max_time) {
  covered_.name = wanted_.search.name;
}

// An input is searched for one finding, which is neither proved nor explained nor written before it
// is known that it is the last one.
options property_search::for_input(seed from) const {
  options o = wanted_.search;
  o.random_seed = from;
  o.max_runs = std::min(wanted_.runs_per_input, o.max_runs - std::min(o.max_runs, covered_.runs));
  o.max_findings = 1;
  o.proof_runs = 0;
  o.explain_runs = 0;
  o.out.clear();
  o.corpus.clear();
  o.reports.clear();
  o.progress_file = -1;
  return o;
}

input_outcome property_search::search(const program& checked, seed from) {
  const options o = for_input(from);
  if (o.max_runs == 0 || clock::now() >= deadline_ || interruption::asked())
    return {.end = input_end::not_searched};
  const report r = cutpoint::check(checked, o);
  ++inputs_;
  count(r);
  if (r.findings.empty()) return {};
  if (r.findings.front().what.identity.subject == discarded) return {.end = input_end::discarded};
  return {.end = input_end::fails, .found = r.findings.front()};
}

input_outcome property_search::search_again(const program& checked, seed from,
                                            const input_outcome& before) {
  const report r = cutpoint::check(checked, for_input(from));
  for (const explained_finding& f : r.findings)
    if (f.what.identity == before.found.what.identity) return {.end = input_end::fails, .found = f};
  return {};
}

report property_search::settle(const program& checked, seed from, const input_outcome& last) {
  options o = wanted_.search;
  o.random_seed = from;
  o.max_findings = 1;
  report r = cutpoint::check(checked, o);
  if (r.findings.empty()) r.findings.push_back(last.found);
  r.result = verdict::findings;
  return r;
}

void property_search::count(const report& r) {
  covered_.runs += r.runs;
  covered_.steps += r.steps;
  covered_.sites_reached = std::max(covered_.sites_reached, r.sites_reached);
  covered_.sites_cut = std::max(covered_.sites_cut, r.sites_cut);
}

}  // namespace cutpoint::rapidcheck
