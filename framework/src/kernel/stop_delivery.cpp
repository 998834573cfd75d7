// What a stop does to its target: design.md's table of modes and windows.

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <ranges>
#include <utility>
#include <vector>

namespace cutpoint {

void kernel::work_at_home() {
  switch (std::exchange(hindered_.work, home_work::none)) {
    case home_work::none:
      return;
    case home_work::advance:
      current_ = nullptr;
      if (footprints_ != nullptr) footprints_->begin_time();
      if (observer_ != nullptr)
        record(event_kind::time, nullptr, {}, 0,
               in_words(clock_.first().deadline().time_since_epoch()) + (hurried_ ? " early" : ""),
               {});
      if (std::exchange(hurried_, false)) {
        --timers_left_;
        undisturbed_ = false;
      }
      clock_.advance();
      return;
    case home_work::deliver:
      current_ = nullptr;
      --stops_left_;
      watch_choices();
      undisturbed_ = false;
      if (footprints_ != nullptr)
        footprints_->begin_stop(*delivery_.target, delivery_.mode, delivery_.reach);
      if (delivery_.reach == stop_reach::scope)
        deliver_to_scope(*delivery_.target, delivery_.mode);
      else
        deliver(*delivery_.target, delivery_.mode, stop_strength::terminal);
      return;
    case home_work::discard: {
      task_control& t = *std::exchange(discarded_, nullptr);
      t.stop.pending = false;
      current_ = &t;
      t.ops->drop(t);
      current_ = nullptr;
      return;
    }
  }
}

void kernel::stop(task_control& target, stop_mode mode, stop_strength strength) {
  uses(target, object_use::write);
  if (target.ended() || target.stop.dropping) return;
  CUTPOINT_REQUIRE(target.delivers.contains(mode),
                   "a task is stopped in a mode that its library cannot deliver");
  CUTPOINT_REQUIRE(mode != stop_mode::drop || target.phase != task_phase::running,
                   "a task cannot drop itself, nor one that is dropping it: it returns, or throws");
  // What comes of it depends on whether the task stands in line, and whether it was granted.
  if (footprints_ != nullptr && mode != stop_mode::request && target.node != nullptr &&
      target.node->awaits_lock().has_value())
    footprints_->tells_lines();
  deliver(target, mode, strength);
}

// Where the root leaves first, its frames take the others with them, so a drop goes from the leaves
// to the root.
void kernel::deliver_to_scope(task_control& root, stop_mode mode) {
  const auto is_below = [&](const task_control* t) {
    while (t != nullptr && t != &root) t = t->parent;
    return t != nullptr;
  };
  std::vector<task_control*> targets;
  std::ranges::copy_if(tasks_, std::back_inserter(targets), is_below);
  if (mode == stop_mode::drop) std::ranges::reverse(targets);
  for (task_control* const t : targets) {
    uses(*t, object_use::write);
    if (t->ended() || t->unstoppable || !takes(*t, mode)) continue;
    deliver(*t, mode, stop_strength::terminal, t == &root ? nullptr : &root);
  }
}

// Whether the stop would change anything.
bool kernel::takes(const task_control& t, stop_mode mode) {
  if (!t.delivers.contains(mode)) return false;
  switch (mode) {
    case stop_mode::edge:
    case stop_mode::level:
      return !t.stop.pending && !t.stop.level;
    case stop_mode::drop:
      return t.in_destructors == 0 && !t.stop.dropping;
    case stop_mode::request:
      return !t.stop.pending && !t.stop.requested && !t.stop.request_held;
  }
  return false;
}

void kernel::deliver(task_control& target, stop_mode mode, stop_strength strength,
                     const task_control* with, const site* polled_at) {
  uses(target, object_use::write);
  const wait_node* const node = target.node;
  delivered_stop delivered{.target = &target,
                           .mode = mode,
                           .at = window_of(target),
                           .where = {},
                           .ordinal = 0,
                           .step = steps_};
  if (polled_at != nullptr) {
    delivered.where = *polled_at;
    delivered.ordinal = target.ordinals.last(polled_at->operation);
  } else if (node != nullptr) {
    delivered.where = node->where();
    delivered.ordinal = node->ordinal();
  }
  stops_.push_back(delivered);
  target.stop.ever_stopped = true;
  target.watched.all();
  target.stop.acknowledged = false;
  target.stop.waits_since = clock_.now();
  target.stop.waits_for_task = node != nullptr && node->waits_for() != nullptr;
  if (observer_ != nullptr) [[unlikely]]
    record(event_kind::stop, &target, delivered.where.operation.text(), delivered.ordinal,
           fmt::format("{} {}{}", name_of(mode), name_of(delivered.at),
                       with != nullptr                               ? " with " + path_of(*with)
                       : current_ != nullptr && polled_at == nullptr ? " by " + path_of(*current_)
                                                                     : std::string()),
           delivered.where);
  switch (mode) {
    case stop_mode::edge:
      target.stop.pending = true;
      wake_to_throw(target, mode);
      return;
    case stop_mode::level:
      // What was granted already is kept; the next suspension throws.
      target.stop.pending = target.phase != task_phase::fresh && node != nullptr &&
                            node->state() != wait_state::granted;
      target.stop.level = true;
      wake_to_throw(target, mode);
      return;
    case stop_mode::drop:
      drop(target);
      return;
    case stop_mode::request:
      request(target, strength);
      return;
  }
}

// Takes a parked target out of its wait, unless nothing may be thrown into it: then the stop stays
// latched, and the first suspension that may throw does.
void kernel::wake_to_throw(task_control& t, stop_mode mode) {
  if (t.phase != task_phase::parked || !may_throw(t) || t.node->pass_on(mode)) return;
  t.node->withdraw();
  t.node->state_ = wait_state::withdrawn;
  t.phase = task_phase::ready;
  ready_.push_back(t.id);
  if (footprints_ != nullptr) footprints_->readies(t);
}

bool kernel::may_throw(const task_control& t) const {
  return !t.shielded() && (t.ops->unwinding == nullptr || !t.ops->unwinding(t));
}

// The awaitable's destructor sees its node parked or granted, and acts accordingly.
void kernel::drop(task_control& t) {
  task_control* const interrupted = std::exchange(current_, &t);
  uses(t, object_use::write);
  // What is left over when the run is over stands in no queue that is asked again.
  if (!finishing_ && t.phase != task_phase::parked) ready_.erase(t.id);
  t.stop.ever_stopped = true;
  t.watched.all();
  t.stop.dropping = true;
  t.ops->drop(t);
  // What its frames let go of on their way may have been granted to the task itself.
  if (!finishing_ && t.ended()) ready_.erase(t.id);
  current_ = interrupted;
}

void kernel::leave_shield(task_control& t) {
  if (--t.shields > 0 || !std::exchange(t.stop.request_held, false)) return;
  if (!t.stop.dropping && !t.ended()) request(t, t.stop.held_strength);
}

void kernel::request(task_control& target, stop_strength strength) {
  if (target.shielded()) {
    target.stop.request_held = true;
    target.stop.held_strength = strength;
    return;
  }
  target.stop.requested = true;
  task_control* const interrupted =
      std::exchange(current_, current_ != nullptr ? current_ : &stop_task_);
  current_->watched.entry = true;  // it must not suspend now
  const bool nested = std::exchange(in_callback_, true);
  while (stop_listener* const listener = target.listeners) {
    target.listeners = listener->next_;
    if (listener->next_ != nullptr) listener->next_->previous_ = nullptr;
    listener->target_ = nullptr;
    record(event_kind::callback, &target, {}, 0, {}, {});
    listener->stop_requested(strength);
  }
  in_callback_ = nested;
  current_ = interrupted;
}

void kernel::acknowledge_stop() {
  task_control& t = current();
  // A stop that was not thrown yet is another one, and still comes.
  if (std::exchange(t.stop.level_thrown, false)) t.stop.level = false;
  t.stop.thrown = false;
  t.stop.polled = false;
  t.stop.acknowledged = true;
  t.stop.suspensions = t.stop.polls = 0;
  t.stop.waited = {};
  record(event_kind::acknowledge, &t, {}, 0, {}, {});
}

}  // namespace cutpoint
