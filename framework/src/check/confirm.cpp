#include "confirm.hpp"

#include "event_log.hpp"
#include "recorded_run.hpp"
#include "runner.hpp"
#include "shrink_run.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint {
namespace {

finding not_deterministic(const std::string& difference) {
  return {.identity = {.by = oracle::not_deterministic, .subject = {}, .task = {}},
          .message = fmt::format("the same choices led to two different runs: {}", difference),
          .notes = {"something in the program escapes the scheduler: a clock, a random number, an "
                    "address, a thread, or state that outlives a run"}};
}

// What a dying worker printed may hold addresses and process ids.
bool same_judgement(const finding& a, const finding& b) {
  return a.identity == b.identity && a.message == b.message &&
         (a.identity.by == oracle::death || a.notes == b.notes);
}

std::string difference_between(const recorded_run& a, const recorded_run& b) {
  std::string difference = first_difference(a.events, b.events);
  if (!difference.empty() || std::ranges::equal(a.found, b.found, same_judgement))
    return difference;
  const auto judged = [](const recorded_run& r) {
    return r.found.empty() ? std::string("no finding") : r.found.front().message;
  };
  return fmt::format("one ended with \"{}\", the other with \"{}\"", judged(a), judged(b));
}

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
  // Nothing is known of a death but that it was one.
  const bool known = c.identity.by != oracle::death;
  auto found =
      known ? std::ranges::find(run.found, c.identity, &finding::identity) : run.found.begin();
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
    difference = difference_between(
        run, record_run(checked, wanted, run.deviations, replay_key::number, state));
    found = std::ranges::find(run.found, identity, &finding::identity);
    if (difference.empty() && found == run.found.end())
      difference = "the smallest run fails when it is looked for, and not when it is made again";
  }
  if (difference.empty()) {
    f.what = *found;
    run.found.erase(found);
  } else {
    f.what = not_deterministic(difference);
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
