#include "death_toll.hpp"

#include "death.hpp"

#include <fmt/format.h>

#include <cstddef>

namespace cutpoint {
namespace {

// In fresh processes, which is what most deaths cost.
constexpr std::uint64_t weight_of_a_wait = 16;
constexpr std::uint64_t most_weight_in_job = 64;
constexpr std::uint64_t most_killed = 100;

bool is_bounded(search_phase phase) {
  return phase == search_phase::depth || phase == search_phase::exhaustive;
}

std::string counted(std::uint64_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

// A run that is killed twice kills itself.
bool death_toll::is_to_make_again(const shared_state& state) {
  const death_record& death = state.death;
  const bool wore_one_out = worn_ > 0 && state.runs == runs_when_worn_;
  if (death.cause == death_cause::out_of_memory && wore_one_out) --worn_;  // it was this run alone
  if (death.cause == death_cause::worn) {
    if (wore_one_out) return false;
    ++worn_;
    runs_when_worn_ = state.runs;
    return true;
  }
  if (!may_be_from_outside(death)) return false;
  const moment now = {.phase = state.phase, .job = state.job, .runs = state.runs};
  if (!death.from_outside && killed_ > 0 && now == last_killed_) {
    --killed_;
    return false;
  }
  last_killed_ = now;
  return ++killed_ <= most_killed;
}

after_death death_toll::take(shared_state& state, const worker_end& end) {
  state.cut_off = is_to_make_again(state);
  if (state.cut_off) return after_death::again;
  const finding_identity look = identity_of(state.death, end);
  if (state.death.cause == death_cause::hung) state.hangs.add(state.death.task());
  // A bounded search goes on behind the run that died, in the same job.
  const bool bounded = is_bounded(state.phase);
  const bool leaves = bounded && leaves_job(state, look);
  if (leaves) state.leaves_job = true;
  lost_.push_back({.at = {.phase = state.phase, .job = state.job, .run = state.job_runs + 1},
                   .look = look,
                   .bounded = bounded,
                   .leaves_job = leaves});
  return after_death::behind;
}

// What was done in other jobs, or by other workers, must not matter: then the same runs are made
// however the jobs are shared out.
bool death_toll::leaves_job(const shared_state& state, const finding_identity& look) {
  const death_cause cause = state.death.cause;
  const bool waited = cause == death_cause::hung || cause == death_cause::blocked;
  std::uint64_t& weight = weight_in_job_[{state.phase, state.job}][look];
  weight += waited ? weight_of_a_wait : 1;
  return weight >= most_weight_in_job;
}

std::vector<std::string> death_toll::notes(const std::optional<job_place>& end) const {
  std::map<finding_identity, std::uint64_t> alike;
  std::uint64_t extensions_lost = 0;
  std::uint64_t jobs_left = 0;
  for (const lost_run& run : lost_) {
    if (end && run.at > *end) continue;
    ++alike[run.look];
    extensions_lost += run.bounded ? 1 : 0;
    jobs_left += run.leaves_job ? 1 : 0;
  }
  std::vector<std::string> all;
  for (const auto& [look, runs] : alike)
    if (runs > 1)
      all.push_back(fmt::format("{} runs died alike: {}{}{}", runs, look.subject,
                                look.task.empty() ? "" : " in ", look.task));
  if (extensions_lost > 0)
    all.push_back(fmt::format("what would extend the {} in the bounded search was left out",
                              counted(extensions_lost, "run that died", "runs that died")));
  if (jobs_left > 0)
    all.push_back(fmt::format("{} of the bounded search left early, because run after run died",
                              counted(jobs_left, "part", "parts")));
  if (killed_ > 0)
    all.push_back(
        fmt::format("a worker was killed from outside {}, perhaps by the system for want "
                    "of memory; what it was doing was done again",
                    killed_ == 1 ? "once" : fmt::format("{} times", killed_)));
  if (worn_ > 0)
    all.push_back(fmt::format(
        "memory grew over many runs beyond max_memory, so {} replaced: something outlives the runs",
        counted(worn_, "worker was", "workers were")));
  return all;
}

}  // namespace cutpoint
