#include <cutpoint/program/scope.hpp>

#include <algorithm>
#include <ranges>

namespace cutpoint {

scope::~scope() { detail::end_owned(tasks_); }

void scope::stop(stop_mode mode) {
  used_.read();
  kernel& run = this_kernel();
  const auto stop_one = [&](task_control* t) { run.stop(*t, mode); };
  if (mode == stop_mode::drop)
    std::ranges::for_each(tasks_ | std::views::reverse, stop_one);
  else
    std::ranges::for_each(tasks_, stop_one);
}

std::size_t scope::alive() const {
  used_.read();
  return static_cast<std::size_t>(
      std::ranges::count_if(tasks_, [](task_control* t) { return !task_ref(*t).ended(); }));
}

void scope::own(task_control& t) {
  used_.write();
  t.on_end = &listener_;
  t.unstoppable = t.unstoppable || exempt_;
  tasks_.push_back(&t);
}

const task_control* scope::first_alive() const {
  const auto found =
      std::ranges::find_if(tasks_, [](const task_control* t) { return !t->ended(); });
  return found == tasks_.end() ? nullptr : *found;
}

void scope::member::task_ended(task_control& t) noexcept {
  if (in->alive() > 0) return;
  while (wait_node* const joiner = in->joiners_.pop_front()) t.home->grant(*joiner);
}

}  // namespace cutpoint
