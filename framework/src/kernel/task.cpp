#include <cutpoint/kernel/task.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint {

std::uint32_t ordinal_counter::next_of_other(label operation) {
  const auto known = std::ranges::find(counts_, operation, &use_count::operation);
  recent_ = known != counts_.end() ? &*known : &counts_.emplace_back(operation);
  return ++recent_->count;
}

std::uint32_t ordinal_counter::last(label operation) const {
  for (const use_count& known : counts_)
    if (known.operation == operation) return known.count;
  return 0;
}

window window_of(const task_control& t) {
  if (t.phase == task_phase::fresh) return window::before_start;
  if (t.stop.thrown || t.stop.requested || t.stop.polled) return window::in_cleanup;
  if (t.node == nullptr) return window::ready;
  switch (t.node->state()) {
    case wait_state::parked:
    case wait_state::withdrawn:
      return window::parked;
    case wait_state::granted:
      return window::granted;
    default:
      return window::ready;
  }
}

std::string path_of(const task_control& t) {
  if (t.parent == nullptr) return std::string(t.name.text());
  std::uint32_t ordinal = 1;
  for (const task_control* const other : t.home->tasks()) {
    if (other == &t) break;
    if (other->parent == t.parent && other->name == t.name) ++ordinal;
  }
  std::string path = fmt::format("{}/{}", path_of(*t.parent), t.name.text());
  if (ordinal > 1) path += fmt::format("#{}", ordinal);
  return path;
}

}  // namespace cutpoint
