#include "found_list.hpp"

#include <algorithm>
#include <utility>

namespace cutpoint {

void found_list::add(candidate c) {
  const auto same = std::ranges::find(candidates_, c.identity, &candidate::identity);
  if (same != candidates_.end()) {
    if (same->at <= c.at) return;
    candidates_.erase(same);
  }
  const auto behind =
      std::ranges::upper_bound(candidates_, c.at, std::ranges::less(), &candidate::at);
  candidates_.insert(behind, std::move(c));
}

std::optional<job_place> found_list::end() const {
  std::uint32_t count = 0;
  for (const candidate& c : candidates_)
    if (++count >= most_ || c.identity.by == oracle::not_deterministic) return c.at;
  return std::nullopt;
}

std::vector<candidate> found_list::up_to_the_end() const {
  const std::optional<job_place> last = end();
  std::vector<candidate> all;
  for (const candidate& c : candidates_)
    if (!last || c.at <= *last) all.push_back(c);
  return all;
}

std::vector<known_finding> found_list::known() const {
  std::vector<known_finding> all;
  for (const candidate& c : candidates_) all.push_back({.identity = c.identity, .at = c.at});
  return all;
}

}  // namespace cutpoint
