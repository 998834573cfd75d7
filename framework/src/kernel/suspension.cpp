// What an awaitable calls, on the stack of the task that waits. What is rarely needed of enter(),
// yield() and resumed(), whose bodies are in kernel.ipp, stands in functions of its own here.

#include <cutpoint/kernel/cancelled.hpp>
#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

#include <exception>
#include <utility>

namespace cutpoint {

void kernel::enter_watched(wait_node& node) {
  task_control& t = *node.waiter_;
  CUTPOINT_REQUIRE(!in_callback_, "a stop callback must not suspend");
  if (keep_ordinals_) node.ordinal_ = t.ordinals.next(node.where_.operation);
  if (t.stop.ever_stopped) enter_stopped(node);
}

// It calls nothing unless the task yields elsewhere than before, so that it needs no frame.
[[gnu::aligned(64)]] void kernel::yield_watched(wait_node& node) {
  task_control& t = *node.waiter_;
  if (!t.ordinals.is_at(node.where_)) [[unlikely]]
    return record_at(event_kind::yield, node);
  node.ordinal_ = t.ordinals.next_there();
  t.watched.resumption = true;
  tape_->suspends(event_kind::yield, t.id, steps_);
}

void kernel::enter_stopped(wait_node& node) {
  task_control& t = *node.waiter_;
  if (t.stop.dropping && t.in_destructors == 0) {
    // The adapter knows how to leave a frame that refuses to go.
    CUTPOINT_REQUIRE(t.ops->suspend != nullptr, "a frame being destroyed cannot suspend");
    t.ops->suspend(t);
  }
  if ((t.stop.pending || t.stop.level) && !t.shielded() && std::uncaught_exceptions() == 0)
    throw_stop(node);
  if (!t.stop.acknowledged && t.in_destructors == 0) count_after_stop(node);
}

void kernel::count_after_stop(wait_node& node) {
  task_control& t = *node.waiter_;
  t.stop.waits_since = clock_.now();
  t.stop.waits_for_task = node.waits_for() != nullptr;
  if (t.stop.thrown && (t.ends_when_stopped || no_suspend_after_stop_) && !t.stop.ignored) {
    t.stop.ignored = true;
    violate(
        oracle::suspended_after_stop, node.where_.operation,
        fmt::format("suspends at {} after a stop was thrown into it", node.where_.operation.text()),
        node.where_);
  }
  if (++t.stop.suspensions > patience_.suspensions)
    stop_ignored(fmt::format("has suspended {} times since", t.stop.suspensions), node.where_);
}

void kernel::stop_ignored(std::string done, const site& where) {
  task_control& t = current();
  if (std::exchange(t.stop.ignored, true)) return;
  violate(oracle::ignored_stop, where.operation, fmt::format("was stopped, {}, and goes on", done),
          where);
}

bool kernel::checkpoint(wait_node& node) {
  task_control& t = *node.waiter_;
  node.state_ = wait_state::passing;
  t.phase = task_phase::passing;
  t.window_opened = points_;
  ready_.push_front(t.id);
  if (observer_ != nullptr) [[unlikely]]
    record_at(event_kind::pass, node);
  task_control* const chosen = next();
  if (chosen == &t) return true;
  // Where nobody was chosen home has work to do, and a task without a stack asks for nothing more.
  hand_home(chosen);
  return false;
}

void kernel::park(wait_node& node) {
  task_control& t = *node.waiter_;
  node.state_ = wait_state::parked;
  t.phase = task_phase::parked;
  t.window_opened = points_;
  if (t.stop.ever_stopped) {
    t.stop.waits_since = clock_.now();
    t.stop.waits_for_task = node.waits_for() != nullptr;
  }
  if (observer_ != nullptr) [[unlikely]]
    record_at(event_kind::park, node);
}

void kernel::resumed_watched(wait_node& node) {
  task_control& t = *node.waiter_;
  if (t.stop.ever_stopped) [[unlikely]]
    resumed_stopped(node);
  if (tape_ != nullptr)
    tape_->takes(t.id, steps_);
  else if (observer_ != nullptr)
    record_at(event_kind::take, node);
}

void kernel::resumed_stopped(wait_node& node) {
  task_control& t = *node.waiter_;
  if (t.stop.pending && !t.shielded() && std::uncaught_exceptions() == 0) throw_stop(node);
  if (t.stop.waited > patience_.waiting && !t.stop.ignored)
    stop_ignored(fmt::format("has waited {} since", in_words(t.stop.waited)), node.where_);
}

// The wait is over when it is granted. Time that passes before the task runs, as on a slow machine,
// is not the task's doing.
void kernel::count_wait(task_control& t) {
  if (t.stop.acknowledged || t.stop.waits_for_task) return;
  t.stop.waited += clock_.now() - t.stop.waits_since;
}

// Also one that is not heeded looks at what its task does.
void kernel::note_grant(const wait_node& node) {
  if (node.waiter_ == nullptr) return;
  uses(*node.waiter_, object_use::write);
  if (node.state_ == wait_state::parked) footprints_->readies(*node.waiter_);
}

bool kernel::grant(wait_node& node) {
  if (footprints_ != nullptr) [[unlikely]]
    note_grant(node);
  if (node.state_ != wait_state::parked) return false;
  task_control& t = *node.waiter_;
  node.state_ = wait_state::granted;
  t.phase = task_phase::ready;
  t.window_opened = points_;
  ready_.push_back(t.id);
  if (t.stop.ever_stopped) [[unlikely]]
    count_wait(t);
  if (tape_ != nullptr) [[unlikely]]
    tape_->grants(id_on_tape(current_), t.id, steps_, node.where_);
  else if (observer_ != nullptr) [[unlikely]]
    record(event_kind::grant, current_, path_of(t), 0, {}, node.where_);
  return true;
}

// A granted node stays granted: its destructor gives the grant back while the exception passes.
void kernel::throw_stop(wait_node& node) {
  task_control& t = *node.waiter_;
  t.stop.pending = false;
  t.stop.thrown = true;
  t.stop.level_thrown = t.stop.level;
  t.stop.acknowledged = false;
  if (observer_ != nullptr) record_at(event_kind::throws, node);
  t.node = nullptr;
  if (node.state_ != wait_state::granted) node.state_ = wait_state::idle;
  throw cancelled();
}

}  // namespace cutpoint
