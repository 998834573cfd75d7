// Nothing that is reported depends on which worker does a job, or when. A job is known by its
// number, a run by its place in its job; of several runs that lead to the same finding the first in
// the list counts, and the run that ends the search is the first in the list that made enough
// findings. Jobs before it are all done; what was done behind it is left out of all counts.

#include "search.hpp"

#include "death.hpp"
#include "death_toll.hpp"
#include "job_ledger.hpp"
#include "run_workers.hpp"
#include "runner.hpp"
#include "search_plan.hpp"
#include "shared_state.hpp"

#include <cutpoint/check/interruption.hpp>
#include <cutpoint/check/progress.hpp>

#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <string>
#include <utility>

namespace cutpoint {
namespace {

using clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds between_tellings{200};

std::uint64_t processors() {
  cpu_set_t usable;
  if (sched_getaffinity(0, sizeof usable, &usable) != 0) return 1;
  return static_cast<std::uint64_t>(CPU_COUNT(&usable));
}

// The choices of a run that killed its worker, which nobody else could tell.
candidate death_candidate(shared_state& state, const worker_end& end) {
  const auto taken = state.log().taken();
  return {.identity = identity_of(state.death, end),
          .at = {.phase = state.phase,
                 .job = state.phase == search_phase::baseline ? 0 : state.job,
                 .run = state.job_runs,
                 .steps = state.job_steps},
          .runs_to_find = 0,
          .taken = {taken.begin(), taken.end()},
          .difference = {}};
}

class searching {
 public:
  searching(const program& checked, const options& wanted, found_list found,
            const std::function<void(candidate&)>& take_up)
      : checked_(checked),
        wanted_(wanted),
        take_up_(take_up),
        deadline_(clock::now() + wanted.max_time),
        found_(std::move(found)) {}

  search_result run() {
    if (!found_.end()) make_the_baseline();
    if (outline_.had_choices && !failed_at_ && !found_.end()) do_the_jobs();
    search_result result;
    result.found = found_.up_to_the_end();
    result.end = failed_at_ ? failed_at_ : found_.end();
    result.jobs = std::move(jobs_);
    result.sites = outline_.sites;
    result.exempt = outline_.exempt;
    result.notes = toll_.notes(result.end);
    result.had_choices = outline_.had_choices;
    result.refused = std::move(refused_);
    return result;
  }

 private:
  void make_the_baseline() {
    const shared_pages pages;
    bool failed = false;
    const message_sink hear = [&](std::string_view message) {
      if (auto outline = find_outline(message)) {
        outline_ = std::move(*outline);
      } else {
        failed = true;
        add(candidate_from(message));
      }
    };
    const auto work = [&](const message_sink& tell) {
      make_baseline(checked_, wanted_, *pages, tell);
    };
    if (wanted_.runs_in == isolation::in_process) {
      work(hear);
    } else {
      worker_end end;
      do {
        pages->job_runs = pages->job_steps = 0;
        end = run_in_worker(*pages, limits_of(wanted_), work, hear);
      } while (end.died && toll_.take(*pages, end) == after_death::again);
      if (end.died) {
        ++pages->job_runs;
        failed = true;
        add_death(*pages, end);
      }
    }
    refused_ = pages->undeliverable.data();
    jobs_.baseline_runs = pages->job_runs;
    jobs_.baseline_steps = pages->job_steps;
    jobs_.fingerprint = outline_.fingerprint;
    jobs_.shard = wanted_.shard;
    jobs_.max_findings = wanted_.max_findings;
    jobs_.exhaustive = wanted_.exhaustive;
    jobs_.reduced = wanted_.reduced;
    if (failed)
      failed_at_ = {.run = jobs_.baseline_runs, .steps = jobs_.baseline_steps};
    else if (outline_.had_choices)
      jobs_.phases = outline_.phases;
    jobs_.stops = outline_.stops;
  }

  void do_the_jobs() {
    const std::uint64_t mine = job_list::share(jobs_.size(), wanted_.shard);
    const bool forks = wanted_.runs_in == isolation::worker;
    const std::uint64_t asked = wanted_.jobs == 0 ? processors() : wanted_.jobs;
    const std::uint64_t workers =
        forks ? std::clamp<std::uint64_t>(asked, 1, std::max<std::uint64_t>(mine, 1)) : 1;
    // Small enough that no worker is left with much to do when the others have ended.
    job_ledger ledger(mine, wanted_.shard, std::clamp<std::uint64_t>(mine / workers / 16, 1, 64));
    ledger_ = &ledger;
    std::deque<shared_pages> pages(workers);
    if (forks)
      fork_workers(pages);
    else
      work(*pages.front(), [&](std::string_view message) { hear(message); });
    jobs_.records = ledger.records();
  }

  void fork_workers(std::deque<shared_pages>& pages) {
    std::vector<shared_state*> states;
    for (const shared_pages& each : pages) states.push_back(&*each);
    run_workers(states, limits_of(wanted_),
                {.work = [&](shared_state& s, const message_sink& tell) { work(s, tell); },
                 .hear = [&](shared_state&, std::string_view message) { hear(message); },
                 .ended = [&](shared_state& s, const worker_end& end) { return ended(s, end); },
                 .goes_on = [&] { return goes_on(states); }});
  }

  bool goes_on(const std::vector<shared_state*>& states) {
    if (interruption::asked()) return false;
    const clock::time_point now = clock::now();
    if (wanted_.progress_file < 0 || now < tells_next_) return true;
    tells_next_ = now + between_tellings;
    search_progress p{
        .name = wanted_.name,
        .phase = states.front()->phase,
        .runs = jobs_.baseline_runs,
        .sites_reached = outline_.sites,
        .sites_cut = sites_cut(),
        .findings = found_.known().size(),
        .left = std::max(std::chrono::milliseconds(0),
                         std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - now))};
    for (const shared_state* const state : states) p.runs += state->runs;
    tell_progress(wanted_, p);
    return true;
  }

  // Of what is noted so far. The jobs that make a stop come first in the list.
  std::uint64_t sites_cut() const {
    std::vector<listed_stop> made;
    for (const job_record& record : ledger_->records_below(outline_.phases.front().jobs))
      if (record.runs > 0 && record.stop < jobs_.stops.size())
        made.push_back(jobs_.stops[record.stop]);
    return sites_of(made).size();
  }

  void work(shared_state& state, const message_sink& tell) {
    explore(checked_, wanted_, state, *ledger_,
            {.fingerprint = outline_.fingerprint, .found = found_.known(), .deadline = deadline_},
            tell);
  }

  void hear(std::string_view message) { add(candidate_from(message)); }

  // A worker that died is succeeded by one that goes on behind the run that killed it.
  after_end ended(shared_state& state, const worker_end& end) {
    if (!end.died || interruption::asked()) return after_end::leave;
    if (toll_.take(state, end) == after_death::again)
      return clock::now() < deadline_ ? after_end::succeed : after_end::leave;
    ++state.runs;
    ++state.job_runs;
    add_death(state, end);
    if (state.phase == search_phase::baseline) return after_end::leave;
    ledger_->note(state.position, {.runs = state.job_runs,
                                   .steps = state.job_steps,
                                   .stop = state.stop,
                                   .outcome = stop_outcome::failed});
    const bool goes_on = ledger_->wants(state.job) && clock::now() < deadline_;
    return goes_on ? after_end::succeed : after_end::leave;
  }

  void add_death(shared_state& state, const worker_end& end) {
    candidate c = death_candidate(state, end);
    // The same death comes again and again, and is the same finding.
    const auto [known, is_new] = deaths_.try_emplace(c.identity, c.at);
    if (!is_new && known->second <= c.at) return;
    known->second = c.at;
    add(std::move(c));
  }

  void add(candidate c) {
    take_up_(c);
    found_.add(std::move(c));
    if (const auto end = found_.end(); end && ledger_ != nullptr) ledger_->end_behind(end->job);
  }

  const program& checked_;
  const options& wanted_;
  const std::function<void(candidate&)>& take_up_;
  clock::time_point deadline_;
  found_list found_;
  death_toll toll_;
  std::map<finding_identity, job_place> deaths_;  // by how they look: the earliest
  std::string refused_;                           // why the search cannot be made
  std::optional<job_place> failed_at_;            // the baseline; there is no search then
  search_outline outline_;
  job_list jobs_;
  job_ledger* ledger_ = nullptr;
  clock::time_point tells_next_ = clock::now() + between_tellings;
};

}  // namespace

search_result search(const program& checked, const options& wanted, found_list found,
                     const std::function<void(candidate&)>& take_up) {
  return searching(checked, wanted, std::move(found), take_up).run();
}

}  // namespace cutpoint
