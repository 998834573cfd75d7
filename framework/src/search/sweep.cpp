#include <cutpoint/search/sweep.hpp>

namespace cutpoint {

sweep::sweep(const profile& base) {
  std::vector<job_spec> reorders;
  std::vector<job_spec> wide;
  for (const profiled_choice& choice : base.choices) {
    for (std::uint32_t move = 1; move < choice.moves; ++move) {
      const bool picks = choice.schedules && move < choice.picks;
      const bool stops = choice.schedules && !picks;
      const job_spec job{.number = choice.number,
                         .move = move,
                         .stop = stops ? choice.stops[move - choice.picks] : profiled_stop{}};
      (picks ? reorders : job.stop.wide ? wide : jobs_).push_back(job);
    }
  }
  jobs_.insert(jobs_.end(), reorders.begin(), reorders.end());
  jobs_.insert(jobs_.end(), wide.begin(), wide.end());
}

bool sweep::begin_run(std::uint64_t job) {
  if (job >= jobs_.size()) return false;
  current_ = jobs_[job];
  return true;
}

// The choice may have fewer moves than in the baseline if the program is not deterministic, which
// is found out elsewhere.
std::uint32_t sweep::decide(const choice_point& point) {
  return point.number() == current_.number && current_.move < point.moves() ? current_.move : 0;
}

void sweep::end_run(const kernel&, std::span<const finding>) {}

}  // namespace cutpoint
