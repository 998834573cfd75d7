#include "shrink_with.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

namespace cutpoint {

shrink_result shrink_with(finding_probe& probe, const std::vector<deviation>& start,
                          const shrink_limits& limits) {
  std::size_t fewest = start.size();
  bool at_start = true;
  // A candidate that only changes what others say is not worth a second run: there are many.
  const shrink_probe ask = [&](std::span<const deviation> candidate) {
    auto found = candidate.size() < fewest ? probe.find_guided(candidate)
                                           : probe.find(candidate, replay_key::address);
    if (!found && std::exchange(at_start, false)) found = probe.find(candidate, replay_key::number);
    at_start = false;
    if (found) fewest = std::min(fewest, found->deviations.size());
    return found;
  };
  return shrink(start, ask, limits);
}

}  // namespace cutpoint
