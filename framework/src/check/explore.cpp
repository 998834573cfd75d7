#include "explore.hpp"

#include "candidate.hpp"
#include "event_log.hpp"
#include "exempt_points.hpp"
#include "runner.hpp"
#include "search_plan.hpp"

#include <cutpoint/check/interruption.hpp>
#include <cutpoint/search/baseline.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace cutpoint {
namespace {

constexpr finding_identity no_determinism() {
  return {.by = oracle::not_deterministic, .subject = {}, .task = {}};
}

void tell_candidate(const shared_state& state, const finding_identity& identity,
                    const job_place& at, std::string difference, const message_sink& tell) {
  const auto taken = std::span(state.taken).first(state.taken_count);
  tell(to_message({.identity = identity,
                   .at = at,
                   .runs_to_find = 0,
                   .taken = {taken.begin(), taken.end()},
                   .difference = std::move(difference)}));
}

stop_outcome outcome_of(oracle by) {
  const bool ignored = by == oracle::ignored_stop || by == oracle::swallowed_stop ||
                       by == oracle::suspended_after_stop;
  return ignored ? stop_outcome::ignored : stop_outcome::failed;
}

class exploration {
 public:
  exploration(const program& checked, const options& wanted, shared_state& state,
              job_ledger& ledger, search_so_far so_far, const message_sink& tell)
      : wanted_(wanted),
        state_(state),
        ledger_(ledger),
        so_far_(std::move(so_far)),
        tell_(tell),
        runner_(checked, wanted, state.log()) {
    watch_kernel(runner_.core());
  }

  void run() {
    state_.phase = search_phase::baseline;
    baseline base;
    base.begin_run(0);
    runner_.run(base, ordinals::kept);
    const search_plan plan(wanted_, base.seen());
    if (plan.fingerprint() != so_far_.fingerprint) {
      tell_candidate(state_, no_determinism(), {},
                     "the baseline came to other choices when it was made in another process",
                     tell_);
      return;
    }
    if (std::exchange(state_.leaves_job, false)) {
      ++state_.position;
      begin_job();
    }
    bool resumes = state_.job_runs > 0 || state_.at.depth > 0;
    while (take_job()) {
      if (!do_job(plan.find(state_.job), resumes)) return;
      resumes = false;
      ++state_.position;
      begin_job();
    }
  }

 private:
  // Returns: false if there is none left.
  bool take_job() {
    if (state_.position == state_.block_end) {
      const job_ledger::block taken = ledger_.claim();
      state_.position = taken.begin;
      state_.block_end = taken.end;
      begin_job();
      if (taken.begin == taken.end) return false;
    }
    state_.job = ledger_.number_of(state_.position);
    return ledger_.wants(state_.job);
  }

  void begin_job() {
    state_.job_runs = 0;
    state_.job_steps = 0;
    state_.at = {};
  }

  // Returns: false where a finding or the time ends the search.
  bool do_job(const search_plan::place& place, bool resumes) {
    auto& [work, job] = place;
    state_.phase = work.phase();
    state_.stop = work.stop_of(job);
    outcome_ = stop_outcome::finished;
    if (resumes && std::exchange(state_.cut_off, false))
      work.resume_at(job, state_.at);
    else if (resumes)
      work.resume_behind(job, state_.at);
    const std::uint64_t allowed = work.allowed(job);
    bool goes_on = true;
    bool complete = false;
    while (goes_on) {
      complete = !work.begin_run(job, state_.job_runs);
      if (complete || state_.job_runs >= allowed) break;
      goes_on = !time_is_up() && make_run(work);
    }
    ledger_.note(state_.position, {.runs = state_.job_runs,
                                   .steps = state_.job_steps,
                                   .stop = state_.stop,
                                   .complete = complete,
                                   .outcome = outcome_});
    return goes_on;
  }

  // Returns: whether the search goes on.
  bool make_run(phase_jobs& work) {
    state_.at = work.at();
    const std::vector<finding> found = runner_.run(work.takes(), ordinals::off);
    ++state_.runs;
    ++state_.job_runs;
    state_.job_steps += runner_.core().steps();
    if (std::string why = work.astray(); !why.empty()) {
      note({.identity = no_determinism(), .at = here()}, std::move(why));
      return false;
    }
    if (found.empty()) return true;
    outcome_ = outcome_of(found.front().identity.by);
    return note({.identity = found.front().identity, .at = here()}, {});
  }

  job_place here() const {
    return {.phase = state_.phase,
            .job = state_.job,
            .run = state_.job_runs,
            .steps = state_.job_steps};
  }

  // Returns: whether the search goes on.
  bool note(known_finding f, std::string difference) {
    const auto known = std::ranges::find(so_far_.found, f.identity, &known_finding::identity);
    if (known == so_far_.found.end())
      so_far_.found.push_back(f);
    else if (f.at < known->at)
      known->at = f.at;
    else
      return true;
    tell_candidate(state_, f.identity, f.at, std::move(difference), tell_);
    // What others found behind this run does not count: there may be more before it.
    const auto before = std::ranges::count_if(
        so_far_.found, [&](const known_finding& other) { return other.at <= f.at; });
    return static_cast<std::uint64_t>(before) < wanted_.max_findings;
  }

  bool time_is_up() {
    // A look at the clock costs as much as a step, so it is taken once in a while.
    constexpr std::uint64_t while_ = 32;
    return state_.runs % while_ == 0 &&
           (interruption::asked() || std::chrono::steady_clock::now() >= so_far_.deadline);
  }

  const options& wanted_;
  shared_state& state_;
  job_ledger& ledger_;
  search_so_far so_far_;
  const message_sink& tell_;
  runner runner_;
  stop_outcome outcome_ = stop_outcome::finished;  // of the job in progress
};

}  // namespace

// The same run twice: what differs between them escapes the scheduler's control.
void make_baseline(const program& checked, const options& wanted, shared_state& state,
                   const message_sink& tell) {
  runner runs(checked, wanted, state.log());
  watch_kernel(runs.core());
  baseline base;
  event_log logs[2];
  std::vector<finding> found;
  search_outline outline;
  for (event_log& log : logs) {
    base.begin_run(0);
    found = runs.run(base, ordinals::kept, &log);
    ++state.runs;
    outline.runs = ++state.job_runs;
    outline.steps = state.job_steps += runs.core().steps();
    if (const std::string& why = runs.undeliverable(); !why.empty()) {
      why.copy(state.undeliverable.data(), state.undeliverable.size() - 1);
      return;
    }
  }
  const search_plan plan(wanted, base.seen());
  outline.phases = plan.listed();
  outline.stops = plan.stops(base.seen());
  outline.fingerprint = plan.fingerprint();
  outline.sites = sites_of(outline.stops).size();
  if (!wanted.modes.empty() && wanted.stops > 0)
    outline.exempt = exempt_points(logs[0].events(), base.seen());
  outline.had_choices = base.seen().suspends && !base.seen().choices.empty();
  tell(to_message(outline));
  const job_place here = {.run = outline.runs, .steps = outline.steps};
  if (std::string difference = first_difference(logs[0], logs[1]); !difference.empty())
    tell_candidate(state, no_determinism(), here, std::move(difference), tell);
  else if (!found.empty())
    tell_candidate(state, found.front().identity, here, {}, tell);
}

void explore(const program& checked, const options& wanted, shared_state& state, job_ledger& ledger,
             search_so_far so_far, const message_sink& tell) {
  exploration(checked, wanted, state, ledger, std::move(so_far), tell).run();
}

}  // namespace cutpoint
