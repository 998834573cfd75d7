#include "confirm.hpp"

#include "determinism.hpp"
#include "disturb.hpp"
#include "recorded_run.hpp"
#include "runner.hpp"
#include "shrink_run.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint {
namespace {

oracle by_of(const finding& f) { return f.identity.by; }

// Puts the smallest run in the place of `run`.
void shrink(explained_finding& f, recorded_run& run, const finding_identity& identity,
            const program& checked, const options& wanted, shared_state& state) {
  if (run.deviations.empty()) {
    f.shrunk = shrink_end::fixpoint;
    return;
  }
  if (wanted.shrink_runs == 0) {
    f.shrunk = shrink_end::budget;
    return;
  }
  const shrink_result shrunk = shrink_run(checked, wanted, run, identity, state);
  f.runs_to_shrink = shrunk.probes;
  f.shrunk = shrunk.end;
  if (shrunk.end != shrink_end::not_reproduced)
    run = record_run(checked, wanted, shrunk.smallest.deviations, replay_key::number, state);
}

}  // namespace

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
    shrink(f, run, identity, checked, wanted, state);
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
  f.steps = run.steps;
  f.tasks = run.tasks;
  f.how = {.program = wanted.name,
           .bounds = bounds_of(wanted),
           .expected = f.what.identity,
           .deviations = std::move(run.deviations)};
  f.events = std::move(run.events);
  return f;
}

}  // namespace cutpoint
