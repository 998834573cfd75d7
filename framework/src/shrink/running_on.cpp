#include <cutpoint/shrink/running_on.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace cutpoint {
namespace {

using candidate = std::vector<deviation>;

bool picks(const deviation& d, const std::string& task) {
  return d.address.kind == deviation_kind::pick && d.picked == task;
}

// The task that has just given up control goes on.
bool picks_again(const deviation& d) { return picks(d, d.address.task); }

deviation run_on_at(deviation pick) {
  pick.address.kind = deviation_kind::run_on;
  pick.picked.clear();
  return pick;
}

// A stretch is one task picked again, and nobody else before its last pick.
candidate with_each_stretch_as_one(const candidate& all) {
  candidate result;
  const std::string* runs_on = nullptr;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const deviation& d = all[i];
    if (runs_on != nullptr && picks(d, *runs_on)) continue;
    if (d.address.kind == deviation_kind::pick) runs_on = nullptr;
    const bool begins = picks_again(d) && i + 1 < all.size() && picks(all[i + 1], d.picked);
    if (begins) runs_on = &d.picked;
    result.push_back(begins ? run_on_at(d) : d);
  }
  return result;
}

candidate with_first_for_all(const candidate& all, const deviation& first) {
  candidate result;
  bool begun = false;
  for (const deviation& d : all) {
    if (!picks(d, first.picked) || (!begun && &d != &first)) {
      result.push_back(d);
    } else if (!std::exchange(begun, true)) {
      result.push_back(run_on_at(d));
    }
  }
  return result;
}

}  // namespace

std::vector<candidate> running_on(const failing_run& run) {
  std::vector<candidate> candidates{with_each_stretch_as_one(run.deviations)};
  std::vector<std::string> seen;
  for (const deviation& d : run.deviations) {
    if (!picks_again(d) || std::ranges::find(seen, d.picked) != seen.end()) continue;
    seen.push_back(d.picked);
    candidates.push_back(with_first_for_all(run.deviations, d));
  }
  std::erase_if(candidates, [&](const candidate& c) { return c.size() >= run.deviations.size(); });
  return candidates;
}

}  // namespace cutpoint
