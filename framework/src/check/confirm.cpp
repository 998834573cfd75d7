#include "confirm.hpp"

#include "determinism.hpp"
#include "disturb.hpp"
#include "exchange_run.hpp"
#include "prove_least.hpp"
#include "recorded_run.hpp"
#include "runner.hpp"
#include "shrink_run.hpp"

#include <cutpoint/check/interruption.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace cutpoint {
namespace {

oracle by_of(const finding& f) { return f.identity.by; }

failing_run as_failing(const recorded_run& run, const finding_identity& identity) {
  const auto meant = std::ranges::find(run.found, identity, &finding::identity);
  return {.deviations = run.deviations,
          .size = meant != run.found.end() ? meant->within : run.size};
}

// The shrinker leaves it to the proof to make small what is large, and to lower what nothing can be
// left out of. Where that came to no end, it is done after all.
void shrink_to_the_end(explained_finding& f, recorded_run& run, const finding_identity& identity,
                       const program& checked, options wanted, shared_state& state) {
  if (f.shrunk == shrink_end::fixpoint || f.runs_to_shrink >= wanted.shrink_runs) return;
  if (interruption::asked()) wanted = in_a_last_moment(std::move(wanted));
  wanted.proof_runs = 0;
  wanted.shrink_runs -= f.runs_to_shrink;
  const shrink_result shrunk = shrink_run(checked, wanted, run, identity, state);
  if (shrunk.end == shrink_end::not_reproduced) return;
  f.runs_to_shrink += shrunk.probes;
  f.shrunk = shrunk.end;
  run = record_run(checked, wanted, shrunk.smallest.deviations, replay_key::number, state);
}

// Puts the least run that can be found in the place of `run`.
void make_least(explained_finding& f, recorded_run& run, const finding_identity& identity,
                const program& checked, const options& wanted, shared_state& state) {
  if (run.deviations.empty()) {
    f.shrunk = shrink_end::fixpoint;
    f.least.proved = true;
    return;
  }
  f.shrunk = shrink_end::budget;
  if (wanted.shrink_runs > 0) {
    shrink_result shrunk = shrink_run(checked, wanted, run, identity, state);
    f.runs_to_shrink = shrunk.probes;
    f.shrunk = shrunk.end;
    if (shrunk.end != shrink_end::not_reproduced)
      run = record_run(checked, wanted, shrunk.smallest.deviations, replay_key::number, state);
  }
  if (wanted.proof_runs == 0) return;
  least_run least = prove_least(checked, wanted, as_failing(run, identity), identity, state);
  f.least = std::move(least.how);
  if (least.smaller)
    run = record_run(checked, wanted, least.smaller->deviations, replay_key::number, state);
  if (f.least.proved) {
    if (f.shrunk == shrink_end::one_minimal) f.shrunk = shrink_end::fixpoint;
    return;
  }
  shrink_to_the_end(f, run, identity, checked, wanted, state);
  if (const auto lesser =
          exchange_run(checked, wanted, as_failing(run, identity), identity, state)) {
    run = record_run(checked, wanted, lesser->deviations, replay_key::number, state);
    f.shrunk = shrink_end::budget;
    shrink_to_the_end(f, run, identity, checked, wanted, state);
  }
}

}  // namespace

options in_a_last_moment(options wanted) {
  wanted.shrink_time = std::min(wanted.shrink_time, std::chrono::milliseconds(500));
  wanted.proof_runs = 0;
  wanted.explain_runs = 0;
  return wanted;
}

explained_finding confirm(const program& checked, const options& wanted, const candidate& c,
                          shared_state& state) {
  explained_finding f;
  f.phase = c.at.phase;
  f.found_at = c.at;
  f.runs_to_find = c.runs_to_find;
  recorded_run run = record_run(checked, wanted, numbered(c.taken), replay_key::number, state);
  const auto find_in = [](recorded_run& r, const finding_identity& identity) {
    return std::ranges::find(r.found, identity, &finding::identity);
  };
  // A death may look different when the run is recorded: damaged memory is noticed elsewhere.
  auto found = c.identity.by == oracle::death ? std::ranges::find(run.found, oracle::death, by_of)
                                              : find_in(run, c.identity);
  std::string difference = c.difference;
  if (difference.empty() && found == run.found.end()) {
    difference = difference_between(
        run, record_run(checked, wanted, numbered(c.taken), replay_key::number, state));
    if (difference.empty())
      difference = fmt::format("the search saw \"{}\", which is gone when the run is made again",
                               name_of(c.identity.by));
  }
  if (difference.empty()) {
    const finding_identity identity = found->identity;
    make_least(f, run, identity, checked, wanted, state);
    difference =
        difference_between(run, record_run(checked, wanted, run.deviations, replay_key::number,
                                           state, disturbed_another_way()));
    found = find_in(run, identity);
    if (difference.empty() && found == run.found.end())
      difference = "the smallest run fails when it is looked for, and not when it is made again";
  }
  if (difference.empty()) {
    f.what = *found;
    run.found.erase(found);
  } else {
    f.what = not_deterministic(checked, wanted, run.deviations, difference, state);
  }
  f.others = std::move(run.found);
  f.steps = run.size.steps;
  f.tasks = run.size.tasks;
  f.how = {.program = wanted.name,
           .input = wanted.input.key,
           .bounds = bounds_of(wanted),
           .expected = f.what.identity,
           .deviations = std::move(run.deviations)};
  f.events = std::move(run.events);
  return f;
}

}  // namespace cutpoint
