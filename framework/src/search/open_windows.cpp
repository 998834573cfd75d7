#include <cutpoint/search/open_windows.hpp>

#include <cutpoint/kernel/task.hpp>

namespace cutpoint {

bool open_windows::opens(const choice_point& point, std::size_t stop) {
  const task_control& target = *point.stops()[stop].target;
  const auto task = static_cast<std::size_t>(target.id);
  if (task >= seen_.size()) seen_.resize(task + 1);
  sight& s = seen_[task];
  const auto now = static_cast<std::uint64_t>(point.number());
  if (s.opened == target.window_opened) return s.at == now;
  s = {.opened = target.window_opened, .at = now};
  return true;
}

}  // namespace cutpoint
