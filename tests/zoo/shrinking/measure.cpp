#include "zoo/shrinking/measure.hpp"

#include "check/confirm.hpp"

#include <algorithm>
#include <chrono>

namespace cutpoint::shrinking {

sample bring_down(const subject& s, const starts& from) {
  using clock = std::chrono::steady_clock;
  sample result{.of = &s, .landings = {}, .traces = {}};
  const shared_pages pages;
  result.deviations = ~std::size_t{0};
  for (const std::vector<taken_choice>& taken : from.runs) {
    const clock::time_point began = clock::now();
    const explained_finding f =
        confirm(s.buggy, s.wanted,
                {.identity = from.identity, .at = {}, .taken = taken, .difference = {}}, *pages);
    result.landings.push_back(
        {.deviations_before = taken.size(),
         .shrink_runs = f.runs_to_shrink,
         .least = f.least,
         .seconds = std::chrono::duration<double>(clock::now() - began).count()});
    ++result.traces[format_trace(f.how)];
    result.deviations = std::min(result.deviations, f.how.deviations.size());
  }
  return result;
}

std::uint64_t percentile(std::vector<std::uint64_t> values, std::size_t percent) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[std::min(values.size() - 1, values.size() * percent / 100)];
}

}  // namespace cutpoint::shrinking
