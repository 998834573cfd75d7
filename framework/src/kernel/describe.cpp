// What a move of a choice is called, so that it is found again in another run.

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint {

// Whether it is the move behind those of the tasks.
bool kernel::runs_on(const choice_point& point, std::uint32_t move) {
  return point.may_run_on() && move == point.tasks();
}

deviation choice_point::describe(std::uint32_t move) const { return run_->describe(*this, move); }

deviation kernel::describe(const choice_point& point, std::uint32_t move) const {
  deviation d;
  d.number = point.number();
  d.move = move;
  if (point.kind() != choice_kind::schedule) {
    const bool fault = point.kind() == choice_kind::fault;
    d.address.kind = fault ? deviation_kind::fault : deviation_kind::value;
    d.address.task = path_of(*point.asks_);
    d.address.operation = point.operation_.text();
    d.address.ordinal = point.asks_->ordinals.last(point.operation_);
    d.value = fault ? 0 : move;
    return d;
  }
  const bool is_stop = move >= point.picks();
  const bool is_timer = !is_stop && point.hurries() && move + 1 == point.picks();
  const task_control* const about = is_stop ? point.stops()[move - point.picks()].target : last_;
  const std::uint64_t since = is_stop ? about->window_opened : step_began_;
  d.address.kind = is_stop                ? deviation_kind::stop
                   : is_timer             ? deviation_kind::timer
                   : runs_on(point, move) ? deviation_kind::run_on
                                          : deviation_kind::pick;
  d.address.delay = static_cast<std::uint32_t>(points_ - since - 1);
  if (about != nullptr) {
    d.address.task = path_of(*about);
    if (point.asks_ != nullptr) {
      d.address.operation = point.operation_.text();
      d.address.ordinal = about->ordinals.last(point.operation_);
    } else if (about->node != nullptr) {
      d.address.operation = about->node->where().operation.text();
      d.address.ordinal = about->node->ordinal();
    }
  }
  if (is_stop) {
    d.address.at = window_of(*about);
    d.address.reach = point.stops()[move - point.picks()].reach;
    d.mode = point.stops()[move - point.picks()].mode;
  } else if (is_timer) {
    if (const task_control* const owner = clock_.first().waiter()) d.picked = path_of(*owner);
  } else if (move < point.tasks()) {
    d.picked = path_of(point.task(move));
  }
  return d;
}

}  // namespace cutpoint
