#include <cutpoint/kernel/kernel.hpp>

#include <cutpoint/kernel/contract.hpp>

#include <ranges>
#include <utility>

namespace cutpoint {

constinit thread_local kernel* detail::active_kernel = nullptr;

kernel::kernel() {
  stop_task_.name = "!stop";
  stop_task_.home = this;
}

kernel::~kernel() {
  if (detail::active_kernel == this) finish_run();
}

void kernel::begin(const run_setup& setup) {
  CUTPOINT_REQUIRE(detail::active_kernel == nullptr, "a run inside a run is not possible");
  CUTPOINT_REQUIRE(tasks_.empty(), "the last run of this kernel was not finished");
  detail::active_kernel = this;
  decider_ = &setup.decides;
  footprints_ = setup.decides.footprints();
  offered_picks_ = footprints_ == nullptr ? setup.decides.even_picks() : nullptr;
  first_asked_ = static_cast<std::uint64_t>(setup.decides.first_asked());
  asked_span_ = static_cast<std::uint64_t>(setup.decides.last_asked()) - first_asked_;
  observer_ = setup.observes;
  tape_ = observer_ != nullptr ? observer_->tape() : nullptr;
  if (tape_ != nullptr) tape_->clear();
  keep_deviations_ = setup.counting == ordinals::kept || (observer_ != nullptr && tape_ == nullptr);
  keep_ordinals_ = observer_ != nullptr || setup.counting == ordinals::kept;
  bounds_ = setup.bounds;
  stops_left_ = bounds_.modes.empty() ? 0 : bounds_.stops;
  faults_left_ = bounds_.faults;
  timers_left_ = bounds_.timers;
  step_limit_ = bounds_.steps;
  patience_ = setup.patience;
  no_suspend_after_stop_ = setup.no_suspend_after_stop;
  log_ = setup.log;
  log_.clear();
  points_ = choices_ = steps_ = step_began_ = 0;
  current_ = planned_ = last_ = runs_on_ = discarded_ = nullptr;
  benign_ = 0;
  stop_task_.ordinals.clear();
  in_callback_ = finishing_ = hurried_ = fair_ = false;
  undisturbed_ = true;
  listened_to_ = false;
  alive_ = 0;
  hindered_ = {.end = run_end::running};
  ready_.clear();
  clock_.reset();
  ledger_.clear();
  violations_.clear();
  broken_.clear();
  stops_.clear();
  deviations_.clear();
  if (footprints_ != nullptr) footprints_->begin_run();
  watch_choices();
}

void kernel::loop() {
  for (;;) {
    if (hindered_.work != home_work::none) {
      work_at_home();
    } else if (task_control* const t = next()) {
      t->ops->resume(*t);
      if (current_ != nullptr) last_ = std::exchange(current_, nullptr);
    } else if (hindered_.work == home_work::none) {
      return;
    }
  }
}

void kernel::finish_run() {
  finishing_ = true;
  observer_ = nullptr;
  tape_ = nullptr;
  if (footprints_ != nullptr) std::exchange(footprints_, nullptr)->end_run();
  if (hindered_.end == run_end::running) hindered_.end = run_end::cut_short;
  hindered_.work = home_work::none;
  hindered_.decided = false;
  for (std::size_t left = tasks_.size(); left-- > 0 && alive_ > 0;)
    if (!tasks_[left]->ended()) drop(*tasks_[left]);
  // A callback that nobody removed outlives its task, and this run.
  for (task_control* const t : listened_to_ ? tasks() : std::span<task_control* const>()) {
    while (stop_listener* const listener = t->listeners) {
      t->listeners = listener->next_;
      listener->target_ = nullptr;
    }
  }
  for (auto& slot : extensions_) slot.held->end_run();
  tasks_.clear();
  invariants_.clear();
  ready_.clear();
  clock_.reset();
  detail::active_kernel = nullptr;
}

void kernel::adopt(task_control& t, const task_ops& ops, label name, task_control* parent,
                   const site& where) {
  CUTPOINT_REQUIRE(!finishing_, "a destructor spawned a task while its run was given up");
  t.ops = &ops;
  t.home = this;
  t.name = name;
  t.parent = parent;
  t.id = static_cast<task_id>(tasks_.size());
  t.window_opened = points_;
  // With a tape, suspensions are counted where they are written down.
  t.watched = {.entry = keep_ordinals_ && tape_ == nullptr,
               .pause = observer_ != nullptr,
               .resumption = observer_ != nullptr && tape_ == nullptr};
  if (parent != nullptr) {
    ++parent->live_children;
    t.unstoppable = parent->unstoppable && parent->parent != nullptr;
  }
  listened_to_ = listened_to_ || t.listeners != nullptr;
  ++alive_;
  tasks_.push_back(&t);
  ready_.push_back(t.id);
  if (footprints_ != nullptr || observer_ != nullptr) [[unlikely]]
    tell_spawn(t, where);
}

void kernel::tell_spawn(const task_control& t, const site& where) {
  if (footprints_ != nullptr) footprints_->adopt(t, t.parent);
  if (tape_ != nullptr)
    tape_->spawns(id_on_tape(current_), id_on_tape(t.parent), steps_, t.name, where);
  else
    record(event_kind::spawn, current_, path_of(t), 0, {}, where);
}

void kernel::hand_home(task_control* t) {
  if (t == nullptr) return;
  planned_ = t;
  hindered_.decided = true;
}

task_control* kernel::go_on_inside(task_control* t) {
  if (tape_ != nullptr) tape_->begin_step();
  if (t != nullptr && t != &stop_task_ && t->phase != task_phase::running) {
    if (t->phase != task_phase::parked) ready_.erase(t->id);
    t->phase = task_phase::running;
    t->node = nullptr;
    last_ = t;
    uses(*t, object_use::write);
    step_began_ = points_;
    ++steps_;
    ++t->steps;
  }
  return std::exchange(current_, t);
}

void kernel::finish(task_control& t, task_end end, std::exception_ptr error) {
  if (!t.ended()) --alive_;
  t.phase = task_phase::ended;
  t.end = end;
  if (error != nullptr) t.error = std::move(error);
  t.node = nullptr;
  if (finishing_) return;
  if (footprints_ != nullptr || observer_ != nullptr) [[unlikely]]
    tell_end(t);
  if (!ledger_.entries().empty()) ledger_.owner_ended(t);
  if (t.parent != nullptr) --t.parent->live_children;
  if (t.live_children > 0 || footprints_ != nullptr) leave_children(t);
  while (!t.joiners.empty()) grant(*t.joiners.pop_front());
  if (t.on_end != nullptr) t.on_end->task_ended(t);
}

void kernel::tell_end(const task_control& t) {
  static constexpr const char* how[] = {"value", "error", "stopped", "dropped"};
  uses_end(t, object_use::write);
  if (tape_ != nullptr)
    tape_->ends(t.id, steps_, t.end);
  else
    record(event_kind::end, &t, {}, 0, how[static_cast<int>(t.end)], {});
}

void kernel::leave_children(const task_control& parent) {
  for (task_control* const child : tasks_) {
    if (child->parent != &parent) continue;
    uses_end(*child, object_use::read);
    if (child->on_end == nullptr && !child->ended()) child->outlived = true;
  }
}

void kernel::cut_short() {
  if (hindered_.end == run_end::running) hindered_.end = run_end::cut_short;
}

bool kernel::guards(const void* address) const noexcept {
  for (const extension_slot& slot : extensions_)
    if (slot.held->guards(address)) return true;
  return false;
}

std::uint64_t kernel::live_frames() const noexcept {
  std::uint64_t live = 0;
  for (const extension_slot& slot : extensions_) live += slot.held->live_frames();
  return live;
}

void kernel::add_extension(const void* key, std::unique_ptr<kernel_extension> extension) {
  extensions_.push_back({key, std::move(extension)});
}

}  // namespace cutpoint
