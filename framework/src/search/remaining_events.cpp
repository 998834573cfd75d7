#include <cutpoint/search/remaining_events.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <algorithm>

namespace cutpoint {

// A parent has the smaller number, so one pass from the last task to the first sums up all.
void remaining_events::begin_run(std::span<const std::uint32_t> expected,
                                 std::span<const std::uint32_t> parents) {
  left_.clear();
  below_.assign(parents.size(), 0);
  std::ranges::copy(expected.first(std::min(expected.size(), parents.size())), below_.begin());
  for (std::size_t task = below_.size(); task-- > 1;) below_[parents[task]] += below_[task];
}

void remaining_events::welcome(const kernel& run) {
  const std::span<task_control* const> tasks = run.tasks();
  while (left_.size() < tasks.size()) {
    const std::size_t task = left_.size();
    const std::uint32_t events = task < below_.size() ? below_[task] : 0;
    left_.push_back(events);
    if (const task_control* const parent = tasks[task]->parent) {
      std::uint32_t& parents = left_[static_cast<std::size_t>(parent->id)];
      parents -= std::min(parents, events);
    }
  }
}

void remaining_events::take(const task_control& t) {
  std::uint32_t& left = left_[static_cast<std::size_t>(t.id)];
  left -= left > 0 ? 1 : 0;
}

std::uint32_t remaining_events::of(const task_control& t) const {
  return left_[static_cast<std::size_t>(t.id)];
}

}  // namespace cutpoint
