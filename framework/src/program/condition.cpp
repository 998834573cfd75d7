#include <cutpoint/program/condition.hpp>

#include <cutpoint/kernel/contract.hpp>

namespace cutpoint {
namespace detail {

condition_wait::condition_wait(condition& c, mutex_guard& guard)
    : condition_(&c), guard_(&guard), mutex_(guard.held_) {
  CUTPOINT_REQUIRE(guard.owns_lock(), "who waits for a condition holds the mutex");
  // A notification gives the mutex to whoever waits for it, past those in front of the mutex.
  mutex_->used_.tell_line();
}

// The wait is in the line of one, and its place depends on both.
void condition_wait::use() const noexcept {
  condition_->used_.write();
  mutex_->used_.write();
}

// Called when the wait begins, when it was notified and when the mutex fell to it; the latter two
// could not complete.
void condition_wait::enqueue(wait_node& node) noexcept {
  use();
  if (place_ == place::begins) guard_->unlock();
  const bool notified = place_ == place::line_of_condition && mutex_->locked();
  spent_notify_one_ = notified && condition_->given_ == condition::notice::one;
  place_ = notified ? place::line_of_mutex : place::line_of_condition;
  (notified ? mutex_->waiting_ : condition_->waiting_).push_back(node);
}

void condition_wait::complete(wait_node& node) noexcept {
  if (place_ == place::begins) return;
  use();
  if (place_ == place::line_of_condition)
    spent_notify_one_ = condition_->given_ == condition::notice::one;
  mutex_->owner_ = node.waiter();
}

void condition_wait::withdraw(wait_node& node) noexcept {
  use();
  condition_->waiting_.erase(node);
  mutex_->waiting_.erase(node);
  if (spent_notify_one_) condition_->notify_one();
}

void condition_wait::give_back() noexcept {
  if (!began()) return;
  use();
  mutex_->unlock();
  if (spent_notify_one_) condition_->notify_one();
}

void condition_wait::take() noexcept {
  guard_->held_ = mutex_;
  taken_ = true;
}

const task_control* condition_wait::waits_for() const noexcept {
  return place_ == place::line_of_mutex ? mutex_->owner_ : nullptr;
}

}  // namespace detail

void condition::notify_one() noexcept {
  used_.write();
  if (wait_node* const first = waiting_.pop_front()) notify(*first, notice::one);
}

void condition::notify_all() noexcept {
  used_.write();
  // One for which it is too early comes back to the line, behind those that are notified.
  wait_queue notified;
  while (wait_node* const next = waiting_.pop_front()) notified.push_back(*next);
  while (wait_node* const next = notified.pop_front()) notify(*next, notice::all);
}

void condition::notify(wait_node& node, notice given) noexcept {
  given_ = given;
  if (node.attempt()) node.waiter()->home->grant(node);
}

}  // namespace cutpoint
