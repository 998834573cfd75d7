#include "tried_candidates.hpp"

#include <algorithm>

namespace cutpoint {

bool tried_candidates::insert(std::span<const deviation> candidate) {
  return tried_.insert(set_of(candidate)).second;
}

bool tried_candidates::contains(std::span<const deviation> candidate) {
  return tried_.contains(set_of(candidate));
}

std::vector<std::uint32_t> tried_candidates::set_of(std::span<const deviation> candidate) {
  std::vector<std::uint32_t> numbers;
  for (const deviation& d : candidate) {
    const choice_address& a = d.address;
    const auto next = static_cast<std::uint32_t>(known_.size());
    const auto [entry, added] = known_.try_emplace(
        {a.kind, a.task, a.operation, a.ordinal, a.at, a.reach, a.delay, d.mode, d.picked, d.value},
        next);
    numbers.push_back(entry->second);
  }
  std::ranges::sort(numbers);
  numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
  return numbers;
}

}  // namespace cutpoint
