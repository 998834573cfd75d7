#include "drawn_runs.hpp"

#include "recorded_run.hpp"

#include <cutpoint/search/baseline.hpp>
#include <cutpoint/search/random_search.hpp>

#include <optional>
#include <span>
#include <utility>

namespace cutpoint {

std::vector<failing_run> draw_runs(finding_probe& probe, const shared_state& state,
                                   std::size_t count, std::uint64_t most,
                                   const std::function<bool()>& give_up) {
  // Any will do that nobody else is likely to use.
  constexpr std::uint64_t first_seed = 0x1ea57;
  std::vector<failing_run> found;
  baseline base;
  base.begin_run(0);
  probe.make(base, ordinals::kept);
  std::uint64_t made = 0;
  const auto goes_on = [&] { return found.size() < count && made < most && !give_up(); };
  for (std::uint64_t number = first_seed; goes_on(); ++number) {
    // Of one seed only the first, since the runs of one job learn from each other.
    random_search draws(seed{number}, random_search::runs_per_job, base.seen());
    while (goes_on() && draws.begin_run(0)) {
      ++made;
      if (!probe.make(draws, ordinals::off)) continue;
      const auto taken = numbered(std::span(state.taken).first(state.taken_count));
      if (std::optional<failing_run> again = probe.find(taken, replay_key::number))
        found.push_back(std::move(*again));
      break;
    }
  }
  return found;
}

}  // namespace cutpoint
