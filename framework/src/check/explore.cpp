#include "explore.hpp"

#include "candidate.hpp"
#include "event_log.hpp"
#include "runner.hpp"

#include <cutpoint/search/baseline.hpp>
#include <cutpoint/search/bounded_search.hpp>
#include <cutpoint/search/random_walk.hpp>
#include <cutpoint/search/sweep.hpp>

#include <algorithm>
#include <limits>

namespace cutpoint {
namespace {

class exploration {
 public:
  exploration(const program& checked, const options& wanted, shared_state& state,
              search_so_far so_far, const message_sink& tell)
      : wanted_(wanted),
        state_(state),
        so_far_(std::move(so_far)),
        tell_(tell),
        runner_(checked, wanted, state.log()) {
    watch_kernel(runner_.core());
  }

  void run() {
    baseline base;
    if (!make_baseline(base)) return;
    if (!state_.had_choices) {
      state_.exhausted = true;
      return;
    }
    sweep sweeping(base.seen());
    if (state_.phase == search_phase::sweep) sweeping.skip(state_.job);
    if (!make_phase(search_phase::sweep, sweeping, sweeping.jobs(),
                    [&] { state_.sites_cut = sweeping.sites_cut(); }))
      return;
    if (wanted_.depth_runs > 0 &&
        !make_bounded_phase(search_phase::depth, base.seen(), {}, wanted_.depth_runs))
      return;
    if (wanted_.exhaustive > 0 &&
        !make_bounded_phase(search_phase::exhaustive, base.seen(),
                            {.fewest = 1, .most = wanted_.exhaustive, .fewest_stops = 0},
                            std::numeric_limits<std::uint64_t>::max()))
      return;
    random_walk walking(wanted_.random_seed, wanted_.random_runs, base.seen().points);
    if (make_phase(search_phase::random, walking, wanted_.random_runs, [] {}))
      state_.exhausted = !state_.cut_short;
  }

 private:
  // The same run twice: what differs between them escapes the scheduler's control.
  bool make_baseline(baseline& base) {
    const bool first_time = state_.phase == search_phase::baseline;
    event_log logs[2];
    std::vector<finding> found;
    for (event_log& log : logs) {
      base.begin_run(0);
      found = runner_.run(base, ordinals::kept, &log);
      if (!first_time) return true;
      if (const std::string& why = runner_.undeliverable(); !why.empty()) {
        why.copy(state_.undeliverable.data(), state_.undeliverable.size() - 1);
        return false;
      }
      count_run(search_phase::baseline, 2, true);
    }
    state_.sites_reached = base.seen().sites.size();
    state_.had_choices = base.seen().suspends && !base.seen().choices.empty();
    if (const std::string difference = first_difference(logs[0], logs[1]); !difference.empty()) {
      tell_candidate({.by = oracle::not_deterministic, .subject = {}, .task = {}},
                     search_phase::baseline, difference);
      return false;
    }
    return !note_findings(found, search_phase::baseline);
  }

  // Calls `begun` in each run before a finding can end it. Returns: false where a finding or a
  // budget ends the search.
  template <class Begun>
  bool make_phase(search_phase phase, strategy& takes, std::uint64_t jobs, const Begun& begun) {
    if (!enter(phase, jobs)) return true;
    for (; state_.job < jobs && takes.begin_run(state_.job); ++state_.job) {
      if (budget_spent()) return false;
      begun();
      const std::vector<finding> found = runner_.run(takes, ordinals::off);
      count_run(phase, jobs, true);
      if (!found.empty() && note_findings(found, phase)) {
        ++state_.job;
        return false;
      }
    }
    return true;
  }

  // A phase whose jobs have many runs. Returns: as make_phase does.
  bool make_bounded_phase(search_phase phase, const profile& seen, const deviation_bounds& bounds,
                          std::uint64_t max_runs) {
    bounded_search takes(seen, bounds);
    if (!enter(phase, takes.jobs())) return true;
    if (state_.at.depth > 0) takes.resume_behind(state_.job, state_.at);
    phase_coverage& covered = state_.coverage[static_cast<std::size_t>(phase)];
    for (; state_.job < takes.jobs(); ++state_.job, ++covered.done, state_.at = {}) {
      while (takes.begin_run(state_.job)) {
        if (covered.runs >= max_runs) {
          state_.cut_short = true;
          return true;
        }
        if (budget_spent()) return false;
        state_.at = takes.at();
        const std::vector<finding> found = runner_.run(takes, ordinals::off);
        count_run(phase, takes.jobs(), false);
        if (!found.empty() && note_findings(found, phase)) return false;
      }
    }
    if (takes.runs_astray() == 0) return true;
    tell_candidate({.by = oracle::not_deterministic, .subject = {}, .task = {}}, phase,
                   "a choice that came up in one run did not come up in another that began with "
                   "the same choices");
    return false;
  }

  // Returns: false if the search is already behind the phase.
  bool enter(search_phase phase, std::uint64_t jobs) {
    if (state_.phase > phase) return false;
    if (state_.phase < phase) {
      state_.phase = phase;
      state_.job = 0;
      state_.at = {};
    }
    phase_coverage& covered = state_.coverage[static_cast<std::size_t>(phase)];
    covered.phase = phase;
    covered.jobs = jobs;
    return true;
  }

  void count_run(search_phase phase, std::uint64_t jobs, bool whole_job) {
    ++state_.runs;
    state_.steps += runner_.core().steps();
    phase_coverage& covered = state_.coverage[static_cast<std::size_t>(phase)];
    covered.phase = phase;
    covered.jobs = jobs;
    ++covered.runs;
    covered.done += whole_job ? 1 : 0;
  }

  // Returns: whether enough has been found.
  bool note_findings(const std::vector<finding>& found, search_phase phase) {
    if (found.empty()) return false;
    const finding_identity& first = found.front().identity;
    if (std::ranges::find(so_far_.found, first) == so_far_.found.end()) {
      so_far_.found.push_back(first);
      tell_candidate(first, phase, {});
    }
    return phase == search_phase::baseline || so_far_.found.size() >= wanted_.max_findings;
  }

  void tell_candidate(const finding_identity& identity, search_phase phase,
                      std::string difference) {
    const auto taken = state_.log().taken();
    tell_(to_message({.identity = identity,
                      .phase = phase,
                      .runs_to_find = state_.runs,
                      .taken = {taken.begin(), taken.end()},
                      .difference = std::move(difference)}));
  }

  bool budget_spent() {
    if (state_.runs >= wanted_.max_runs) return true;
    // A look at the clock costs as much as a step, so it is taken once in a while.
    constexpr std::uint64_t while_ = 32;
    return state_.runs % while_ == 0 && std::chrono::steady_clock::now() >= so_far_.deadline;
  }

  const options& wanted_;
  shared_state& state_;
  search_so_far so_far_;
  const message_sink& tell_;
  runner runner_;
};

}  // namespace

void explore(const program& checked, const options& wanted, shared_state& state,
             search_so_far so_far, const message_sink& tell) {
  exploration(checked, wanted, state, std::move(so_far), tell).run();
}

}  // namespace cutpoint
