// What an awaitable calls, on the stack of the task that waits. What is rarely needed of enter(),
// yield() and resumed(), whose bodies are in kernel.ipp, stands in functions of its own here.

#include <cutpoint/kernel/cancelled.hpp>
#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <exception>

namespace cutpoint {

void kernel::count_suspension(wait_node& node) {
  node.ordinal_ = node.waiter_->ordinals.next(node.where_.operation);
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
}

bool kernel::checkpoint(wait_node& node) {
  task_control& t = *node.waiter_;
  node.state_ = wait_state::passing;
  t.phase = task_phase::ready;
  t.window_opened = points_;
  ready_.push_front(t);
  if (observer_ != nullptr) [[unlikely]]
    record_at(event_kind::pass, node);
  task_control* const chosen = decide();
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
  if (observer_ != nullptr) [[unlikely]]
    record_at(event_kind::park, node);
}

void kernel::resumed_watched(wait_node& node) {
  const task_control& t = *node.waiter_;
  if (t.stop.pending && !t.shielded() && std::uncaught_exceptions() == 0) throw_stop(node);
  if (observer_ != nullptr) record_at(event_kind::take, node);
}

bool kernel::grant(wait_node& node) {
  if (node.state_ != wait_state::parked) return false;
  task_control& t = *node.waiter_;
  node.state_ = wait_state::granted;
  t.phase = task_phase::ready;
  t.window_opened = points_;
  ready_.push_back(t);
  if (observer_ != nullptr) [[unlikely]]
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
