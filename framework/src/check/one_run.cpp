#include <cutpoint/check/one_run.hpp>

#include "recorded_run.hpp"
#include "runner.hpp"
#include "shared_state.hpp"
#include "worker.hpp"

#include <cutpoint/search/baseline.hpp>
#include <cutpoint/search/random_search.hpp>

#include <utility>

namespace cutpoint {
namespace {

made_run as_made(recorded_run run) {
  return {.taken = std::move(run.deviations),
          .found = std::move(run.found),
          .events = std::move(run.events),
          .steps = run.size.steps,
          .tasks = run.size.tasks};
}

// Its choices are left in `state`, also where it dies.
void draw_run(const program& checked, seed draws, const options& wanted, shared_state& state) {
  runner runs(checked, wanted, state.log());
  watch_kernel(runs.core());
  baseline base;
  base.begin_run(0);
  runs.run(base, ordinals::kept);
  random_search search(draws, random_search::runs_per_job, base.seen());
  // A run of any arms: they take turns within a job.
  if (const auto turn = static_cast<std::uint64_t>(draws) % random_search::runs_per_job; turn > 0)
    search.resume_behind(0, turn - 1);
  search.begin_run(0);
  runs.run(search, ordinals::off);
}

}  // namespace

made_run make_run(const program& checked, std::span<const deviation> deviations,
                  const options& wanted) {
  const shared_pages pages;
  return as_made(record_run(checked, wanted, {deviations.begin(), deviations.end()},
                            replay_key::address, *pages));
}

made_run make_random_run(const program& checked, seed draws, const options& wanted) {
  const shared_pages pages;
  const auto work = [&](const message_sink&) { draw_run(checked, draws, wanted, *pages); };
  if (wanted.runs_in == isolation::in_process)
    work({});
  else
    run_in_worker(*pages, limits_of(wanted), work, [](std::string_view) {});
  const auto taken = pages->log().taken();
  return as_made(record_run(checked, wanted, numbered(taken), replay_key::number, *pages));
}

}  // namespace cutpoint
