#pragma once

// The bodies that every suspension of every task passes. Inlined into the awaitable, they cost half
// of what they do as calls. And what a strategy asks of a choice.

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint {

inline void kernel::enter(wait_node& node) {
  task_control& t = current();
  node.waiter_ = &t;
  t.node = &node;
  if (t.watched.entry) [[unlikely]]
    enter_watched(node);
}

inline void kernel::yield(wait_node& node) {
  task_control& t = *node.waiter_;
  node.state_ = wait_state::yielded;
  t.phase = task_phase::ready;
  t.window_opened = points_;
  ready_.push_back(t.id);
  if (t.watched.pause) [[unlikely]]
    yield_watched(node);
}

inline void kernel::resumed(wait_node& node) {
  task_control& t = *node.waiter_;
  if (t.watched.resumption) [[unlikely]]
    resumed_watched(node);
  t.node = nullptr;
  node.state_ = wait_state::idle;
}

inline std::uint32_t choice_point::tasks() const {
  if (kind_ != choice_kind::schedule || asks_ != nullptr || run_->ready_.empty()) return 0;
  return picks_ - (may_run_on_ ? 1 : 0) - (hurries_ ? 1 : 0);
}

inline const task_control& choice_point::task(std::uint32_t move) const {
  return run_->task_of(run_->ready_[run_->place_of(move)]);
}

inline std::uint32_t kernel::place_of(std::uint32_t move) const {
  if (move > benign_) return move;
  return move == 0 ? benign_ : move - 1;
}

inline shared_object::shared_object() {
  const kernel* const run = find_this_kernel();
  if (run == nullptr || run->footprints() == nullptr) [[likely]]
    return;
  log_ = run->footprints();
  id_ = log_->make_object();
}

}  // namespace cutpoint
