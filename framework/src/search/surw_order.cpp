#include <cutpoint/search/surw_order.hpp>

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/kernel/wait_node.hpp>

#include <algorithm>

namespace cutpoint {

void surw_order::begin_run(random_numbers& draws, run_counts& counts) {
  next_ = nobody;
  if (choose_object(draws, counts))
    left_.begin_run(counts.accesses(object_), counts.parents());
  else
    object_ = site_table::no_object;
}

bool surw_order::choose_object(random_numbers& draws, run_counts& counts) {
  std::uint32_t eligible = 0;
  for (std::uint32_t object = 0; object < counts.sites().objects(); ++object) {
    const auto of_tasks = counts.accesses(object);
    if (std::ranges::count_if(of_tasks, [](std::uint32_t n) { return n > 0; }) < 2) continue;
    ++eligible;
    if (draws.below(eligible) == 0) object_ = object;
  }
  return eligible > 0;
}

std::uint32_t surw_order::pick(const choice_point& point, random_numbers& draws,
                               run_counts& counts) {
  if (object_ == site_table::no_object) return point.tasks() == 1 ? 0 : draws.below(point.tasks());
  left_.welcome(point.run());
  if (next_ == nobody) draw_next(point, draws);
  std::uint32_t move = pick_free(point, draws, counts);
  if (move == nobody) {
    // All are held, and the one they are held for cannot go on, or never comes.
    move = draws.below(point.tasks());
  }
  const task_control& picked = point.task(move);
  if (is_access(picked, counts)) {
    left_.take(picked);
    next_ = nobody;
  }
  return move;
}

// An operation that was granted while its task was parked has been done.
bool surw_order::is_access(const task_control& t, run_counts& counts) const {
  return t.node != nullptr && t.node->state() != wait_state::granted &&
         counts.sites().object_of(counts.sites().site_of(t)) == object_;
}

void surw_order::draw_next(const choice_point& point, random_numbers& draws) {
  std::uint32_t sum = 0;
  for (const task_control* const t : point.run().tasks()) sum += t->ended() ? 0 : left_.of(*t);
  if (sum == 0) return;
  std::uint32_t drawn = draws.below(sum);
  for (const task_control* const t : point.run().tasks()) {
    const std::uint32_t weight = t->ended() ? 0 : left_.of(*t);
    if (drawn < weight) {
      next_ = static_cast<std::uint32_t>(t->id);
      return;
    }
    drawn -= weight;
  }
}

std::uint32_t surw_order::pick_free(const choice_point& point, random_numbers& draws,
                                    run_counts& counts) const {
  std::uint32_t picked = nobody;
  std::uint32_t free = 0;
  for (std::uint32_t move = 0; move < point.tasks(); ++move) {
    const task_control& t = point.task(move);
    if (static_cast<std::uint32_t>(t.id) != next_ && is_access(t, counts)) continue;
    ++free;
    if (draws.below(free) == 0) picked = move;
  }
  return picked;
}

}  // namespace cutpoint
