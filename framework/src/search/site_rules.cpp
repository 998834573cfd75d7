#include <cutpoint/search/site_rules.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <algorithm>

namespace cutpoint {

bool site_rules::begin_run(std::uint64_t job) {
  seen_.clear();
  return job == 0;
}

std::uint32_t site_rules::decide(const choice_point& point) {
  const std::uint32_t tasks = point.tasks();
  if (tasks < 2) return 0;
  const choice_address behind = point.describe(1).address;
  const std::string task = without_ordinals(behind.task);
  for (const bool anywhere : {false, true})
    for (const auto goes_on : {site_rule::choice::last, site_rule::choice::second})
      note({.task = task,
            .operation = anywhere ? std::string() : behind.operation,
            .anywhere = anywhere,
            .goes_on = goes_on});
  const auto kept = std::ranges::find_if(rules_, [&](const site_rule& r) {
    return r.task == task && (r.anywhere || r.operation == behind.operation);
  });
  if (kept == rules_.end()) return 0;
  return kept->goes_on == site_rule::choice::last ? tasks - 1 : 1;
}

void site_rules::note(const site_rule& place) {
  if (std::ranges::find(seen_, place) == seen_.end()) seen_.push_back(place);
}

}  // namespace cutpoint
