// Where choices are taken. Every choice of a run passes draw(), and nothing else asks the decider.

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace cutpoint {

// The short way: nothing but tasks can be picked, nobody watches but a tape, and the decider needs
// not be asked. It calls nothing, so that it needs no frame. What each step passes begins at a
// cache line: else an unrelated change could shift it to where the same instructions take a sixth
// longer.
[[gnu::aligned(64)]] task_control* kernel::next() {
  if (!hindered_.none() || steps_ >= step_limit_) [[unlikely]]
    return next_hindered();
  return decide_shortly<false>();
}

template <bool Taped>
[[gnu::aligned(64)]] inline task_control* kernel::decide_shortly() {
  const std::uint32_t tasks = ready_.size();
  const std::uint64_t number = choices_;
  std::uint32_t move = 0;
  if (even_picks_ != nullptr) {
    const std::size_t taken = log_.count();
    if (taken == log_.capacity() || (timers_left_ > 0 && clock_.any_armed())) [[unlikely]]
      return decide_at_length();
    if (tasks > 1) {
      move = even_picks_->below(tasks);
      log_.push_at(taken, {static_cast<std::uint32_t>(number), move});
    }
  } else if (is_asked(number)) {
    return decide_at_length();
  }
  if (tasks == 0) [[unlikely]]
    return decide_at_length();
  ++points_;
  choices_ = number + 1;
  if (ready_.crowded()) [[unlikely]]
    return Taped ? go_on_in_taped_crowd(move) : go_on_in_crowd(move);
  const task_id first = ready_.front_of_few();
  const task_id taken = ready_.take_of_few(move);
  if constexpr (Taped) return go_on_taped(taken, first);
  return go_on(taken);
}

task_control* kernel::go_on_in_crowd(std::uint32_t move) {
  return go_on(ready_.take_of_many(move));
}

task_control* kernel::go_on_in_taped_crowd(std::uint32_t move) {
  if (move != 0) tape_->reorders(ready_[move], ready_[0], steps_);
  return go_on_in_crowd(move);
}

inline task_control* kernel::go_on(task_id taken) {
  task_control& t = task_of(taken);
  current_ = &t;
  if (t.phase != task_phase::ready) [[unlikely]]
    return go_on_specially(t);
  return begin_step(t);
}

// Where one task yields and another goes on, which is most of a run, the tape has one note of both.
inline task_control* kernel::go_on_taped(task_id taken, task_id first) {
  task_control& t = task_of(taken);
  if (t.phase != task_phase::ready || t.watched.entry || !tape_->ends_in_yield()) [[unlikely]]
    return go_on_told(t, first);
  tape_->turns_behind_yield(taken, first);
  t.watched.resumption = false;
  current_ = &t;
  return begin_step(t);
}

task_control* kernel::go_on_told(task_control& t, task_id first) {
  if (t.phase == task_phase::ready && !t.watched.entry) {
    tape_->turns(t.id, first, steps_);
    t.watched.resumption = false;
  } else if (t.id != first) {
    tape_->reorders(t.id, first, steps_);
  }
  return go_on(t.id);
}

// The task has not started, or its operation may turn out to have to wait.
task_control* kernel::go_on_specially(task_control& t) {
  if (task_control* const started = start_step(t)) return started;
  return hindered_.work != home_work::none ? nullptr : decide_at_length();
}

inline task_control* kernel::begin_step(task_control& t) {
  ++steps_;
  ++t.steps;
  t.phase = task_phase::running;
  return &t;
}

[[gnu::aligned(64)]] task_control* kernel::next_hindered() {
  if (hindered_.only_a_tape() && steps_ < step_limit_) return decide_shortly<true>();
  if (hindered_.decided) {
    hindered_.decided = false;
    current_ = planned_;
    return std::exchange(planned_, nullptr);
  }
  return hindered_.work != home_work::none ? nullptr : decide_at_length();
}

task_control* kernel::decide_at_length() {
  for (;;) {
    ++points_;
    if (!invariants_.empty()) [[unlikely]]
      check_invariants();
    const bool idle = ready_.empty();
    if (over(idle)) return nullptr;
    const std::uint32_t tasks = idle || bounds_.order == task_order::fifo ? 1 : ready_.size();
    const bool hurries = timers_left_ > 0 && !idle && clock_.any_armed();
    if (current_ != nullptr) last_ = current_;
    benign_ = runs_on_ != nullptr ? place_of_benign() : 0;
    const std::uint32_t last = tasks > 1 && last_ != nullptr ? place_in_queue(*last_) : 0;
    const bool may_run_on = runs_on_ == nullptr && last > 0 && last < tasks;
    const std::uint32_t picks = tasks + (may_run_on ? 1 : 0) + (hurries ? 1 : 0);
    const std::uint32_t move = draw_schedule(picks, may_run_on, hurries);
    if (hindered_.end != run_end::running) return nullptr;
    if (move >= picks) {
      delivery_ = stop_moves_[move - picks];
      hindered_.work = home_work::deliver;
      return nullptr;
    }
    if (idle || (hurries && move + 1 == picks)) {
      hurried_ = !idle;
      hindered_.work = home_work::advance;
      return nullptr;
    }
    if (move >= tasks)
      run_on(last_);
    else if (move != 0 && runs_on_ != nullptr)
      run_on(nullptr);
    if (task_control* const t =
            start_step(task_of(ready_.take(move < tasks ? place_of(move) : last)))) {
      if (observer_ != nullptr) [[unlikely]]
        observer_->begin_step(steps_);
      return t;
    }
    if (hindered_.work != home_work::none) return nullptr;
  }
}

void kernel::watch_choices() {
  const bool asks_for_tasks_only = stops_left_ == 0 && bounds_.order == task_order::any;
  const bool asks_always = first_asked_ == 0 && asked_span_ == ~std::uint64_t{0};
  even_picks_ = asks_for_tasks_only && asks_always ? offered_picks_ : nullptr;
  const bool can_be_short = invariants_.empty() && runs_on_ == nullptr;
  hindered_.watched = can_be_short && !keep_ordinals_ ? choice_watch::none
                      : can_be_short && tape_ != nullptr && !keep_deviations_
                          ? choice_watch::by_tape
                          : choice_watch::by_all;
}

inline bool kernel::over(bool idle) {
  if (hindered_.end != run_end::running) return true;
  if (idle && !clock_.any_armed())
    hindered_.end = tasks_.front()->ended() ? run_end::completed : run_end::stuck;
  else if (steps_ >= step_limit_ && steps_spent())
    hindered_.end = run_end::steps_spent;
  return hindered_.end != run_end::running;
}

// A schedule may keep the task that would end the run from going on, so what is still running gets
// a fair share of further steps first.
bool kernel::steps_spent() {
  if (std::exchange(fair_, true)) return true;
  step_limit_ += bounds_.steps / 4 + 100;
  first_asked_ = ~std::uint64_t{0};
  asked_span_ = 0;
  run_on(nullptr);
  return false;
}

std::optional<awaited_lock> kernel::in_front_of(const task_control& t) const {
  if (t.phase != task_phase::passing || (t.stop.pending && may_throw(t))) return std::nullopt;
  return t.node->awaits_lock();
}

// Goes on to another task where the operation of `t` turned out to have to wait; null where home
// has to act.
task_control* kernel::start_step(task_control& t) {
  current_ = &t;
  last_ = &t;
  if (footprints_ != nullptr) [[unlikely]]
    footprints_->begin_step(t);
  step_began_ = points_;
  wait_node* const node = t.node;
  if (node == nullptr) {
    if (t.phase == task_phase::fresh && t.stop.pending && !t.stop.level) [[unlikely]] {
      discarded_ = &t;
      hindered_.work = home_work::discard;
      return nullptr;
    }
  } else if (node->state_ == wait_state::passing && !(t.stop.pending && may_throw(t))) {
    if (!node->attempt()) {
      // Of two choices behind one operation, the second is told by how long it has gone on.
      step_began_ = t.window_opened;
      park(*node);
      return nullptr;
    }
    node->state_ = wait_state::granted;
  }
  return begin_step(t);
}

// Lets `t` go on before all others, or, where it is null, all in turn again.
void kernel::run_on(task_control* t) {
  runs_on_ = t;
  runs_on_until_ = steps_ + most_steps_on_end;
  watch_choices();
}

// Where the task stands that it is benign to let go on: the one that runs on, as long as no other
// has run and it can.
std::uint32_t kernel::place_of_benign() {
  const std::uint32_t place = place_in_queue(*runs_on_);
  if (last_ == runs_on_ && steps_ < runs_on_until_ && place < ready_.size()) return place;
  run_on(nullptr);
  return 0;
}

// Returns: as many as are ready, where it is not.
std::uint32_t kernel::place_in_queue(const task_control& t) const {
  if (t.phase != task_phase::ready && t.phase != task_phase::passing) return ready_.size();
  for (std::uint32_t place = ready_.size(); place-- > 0;)
    if (ready_[place] == t.id) return place;
  return ready_.size();
}

inline std::uint32_t kernel::draw_schedule(std::uint32_t picks, bool may_run_on, bool hurries) {
  const std::uint64_t number = choices_++;
  if (!is_asked(number) || (picks == 1 && stops_left_ == 0)) return 0;
  choice_point point(*this, choice_kind::schedule, choice_number{number}, picks);
  point.may_run_on_ = may_run_on;
  point.hurries_ = hurries;
  if (stops_left_ > 0) {
    list_stops();
    point.stops_ = stop_moves_;
  }
  return draw(point);
}

inline std::uint32_t kernel::draw(const choice_point& point) {
  if (point.moves() == 1) return 0;
  const std::uint32_t move = decider_->decide(point);
  CUTPOINT_REQUIRE(move < point.moves(), "a strategy chose a move that is not on the list");
  if (!log_.push({static_cast<std::uint32_t>(point.number()), move})) [[unlikely]] {
    cut_short();
    return 0;
  }
  if (keep_ordinals_ && move != 0) [[unlikely]]
    note_deviation(point, move);
  return move;
}

void kernel::note_deviation(const choice_point& point, std::uint32_t move) {
  if (keep_deviations_) deviations_.push_back(describe(point, move));
  if (observer_ == nullptr || point.tasks() == 0) return;
  const task_control& first = point.task(0);
  if (move < point.tasks() && tape_ != nullptr)
    tape_->reorders(point.task(move).id, first.id, steps_);
  else if (move < point.tasks())
    record(event_kind::reorder, nullptr, path_of(point.task(move)), 0, path_of(first), {});
  else if (runs_on(point, move))
    record(event_kind::run_on, nullptr, path_of(*last_), 0, path_of(first), {});
}

bool kernel::draw_fault(site where) {
  task_control& asks = current();
  const std::uint64_t number = choices_++;
  const std::uint32_t ordinal = keep_ordinals_ ? asks.ordinals.next(where.operation) : 0;
  if (!is_asked(number) || faults_left_ == 0) return false;
  choice_point point(*this, choice_kind::fault, choice_number{number}, 2);
  point.asks_ = &asks;
  point.operation_ = where.operation;
  const std::uint32_t move = draw(point);
  if (footprints_ != nullptr) footprints_->draws(move);
  if (move == 0) return false;
  --faults_left_;
  undisturbed_ = false;
  if (footprints_ != nullptr) footprints_->uses_disturbance(object_use::mark);
  record(event_kind::fault, &asks, where.operation.text(), ordinal, {}, where);
  return true;
}

std::uint32_t kernel::draw_value(site where, std::uint32_t count) {
  CUTPOINT_REQUIRE(count > 0, "choose(n) needs at least one value to choose from");
  task_control& asks = current();
  const std::uint64_t number = choices_++;
  const std::uint32_t ordinal = keep_ordinals_ ? asks.ordinals.next(where.operation) : 0;
  std::uint32_t value = 0;
  if (is_asked(number)) {
    choice_point point(*this, choice_kind::value, choice_number{number}, count);
    point.asks_ = &asks;
    point.operation_ = where.operation;
    value = draw(point);
    if (footprints_ != nullptr) footprints_->draws(value);
  }
  if (observer_ != nullptr) [[unlikely]]
    record(event_kind::choose, &asks, where.operation.text(), ordinal,
           fmt::format("{} of {}", value, count), where);
  return value;
}

bool kernel::poll_stop(site where) {
  task_control& t = current();
  const std::uint64_t number = choices_++;
  t.window_opened = points_++;
  const std::uint32_t ordinal = keep_ordinals_ ? t.ordinals.next(where.operation) : 0;
  std::uint32_t move = 0;
  if (is_asked(number) && stops_left_ > 0 && !t.unstoppable) {
    stop_moves_.clear();
    list_stops_of(t, stop_reach::task);
    choice_point point(*this, choice_kind::schedule, choice_number{number}, 1);
    point.stops_ = stop_moves_;
    point.asks_ = &t;
    point.operation_ = where.operation;
    move = draw(point);
  }
  if (footprints_ != nullptr) [[unlikely]]
    footprints_->draws(move);
  if (move > 0) {
    --stops_left_;
    undisturbed_ = false;
    if (footprints_ != nullptr) footprints_->uses_disturbance(object_use::mark);
    deliver(t, stop_moves_[move - 1].mode, stop_strength::terminal, nullptr, &where);
  }
  if (observer_ != nullptr) [[unlikely]]
    record(event_kind::poll, &t, where.operation.text(), ordinal, {}, where);
  const bool stopped =
      !t.shielded() && (t.stop.level || t.stop.requested || std::exchange(t.stop.pending, false));
  t.stop.polled = t.stop.polled || stopped;
  if (t.stop.polled && !t.stop.acknowledged && ++t.stop.polls > patience_.polls)
    stop_ignored(fmt::format("has polled for it {} times", t.stop.polls), where);
  return stopped;
}

// The wider a stop reaches, the later it stands.
void kernel::list_stops() {
  stop_moves_.clear();
  task_control& main = *tasks_.front();
  for (task_control* const t : tasks_)
    if (t != &main) list_stops_of(*t, stop_reach::task);
  list_stops_of(main, stop_reach::task);
  for (task_control* const t : tasks_)
    if (t->live_children > 0) list_stops_of(*t, stop_reach::scope);
}

void kernel::list_stops_of(task_control& t, stop_reach reach) {
  if (t.ended() || t.unstoppable) return;
  for (const stop_mode mode : all_stop_modes)
    if (bounds_.modes.contains(mode) && offers(t, mode)) stop_moves_.push_back({&t, mode, reach});
}

// A stop that would change nothing is not offered: it would be the same run again. So inside a
// shield one is offered once a suspension, where it has to wait longest.
bool kernel::offers(const task_control& t, stop_mode mode) const {
  if (!takes(t, mode)) return false;
  // A task that is running cannot be dropped; it is at a poll then.
  if (mode == stop_mode::drop) return t.phase != task_phase::running;
  if (t.shielded() && points_ > t.window_opened + 1) return false;
  return mode == stop_mode::request || t.shielded() || may_throw(t);
}

bool is_wide(const stop_move& stop) {
  return stop.reach == stop_reach::scope || stop.target->parent == nullptr;
}

}  // namespace cutpoint
