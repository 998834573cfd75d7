#include <cutpoint/program/children.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <algorithm>
#include <ranges>

namespace cutpoint::detail {
namespace {

// Whether a stop that is delivered now is thrown when the waiter goes on.
bool may_throw(const task_control& waiter) {
  return !waiter.shielded() && (waiter.ops->unwinding == nullptr || !waiter.ops->unwinding(waiter));
}

}  // namespace

child_group::~child_group() {
  drop();
  // An error that did not decide is nobody's, and no finding: a failure often brings others.
  for (task_control* const t : all_) {
    t->on_end = nullptr;
    t->error_taken = true;
  }
}

void child_group::add(task_control& t) {
  used_.write();
  t.on_end = this;
  all_.push_back(&t);
  ++alive_;
}

void child_group::wait(wait_node& node) {
  used_.write();
  node_ = &node;
  task_control& waiter = *node.waiter();
  if (waiter.stop.requested)
    request(stop_strength::terminal);
  else
    requests_.emplace(waiter, *this);
}

void child_group::stop(stop_mode mode) noexcept {
  used_.write();
  stopped_ = true;
  for (task_control* const t : all_) {
    t->home->uses(*t, object_use::write);
    if (!t->stop.pending && !t->stop.thrown) t->home->stop(*t, mode);
  }
}

bool child_group::pass_on(stop_mode mode) noexcept {
  stop(mode);
  return true;
}

void child_group::request(stop_strength strength) noexcept {
  for (task_control* const t : all_) t->home->stop(*t, stop_mode::request, strength);
}

void child_group::drop() noexcept {
  used_.write();
  dropping_ = true;
  for (task_control* const t : all_ | std::views::reverse) t->home->stop(*t, stop_mode::drop);
}

const task_control* child_group::first_alive() const noexcept {
  const auto found = std::ranges::find_if(all_, [](const task_control* t) { return !t->ended(); });
  return found == all_.end() ? nullptr : *found;
}

void child_group::task_ended(task_control& t) noexcept {
  used_.write();
  if (dropping_) return;
  --alive_;
  if (!decided_ && (decides_ == deciding::first_end || t.end != task_end::value)) decide(t);
  if (alive_ == 0) t.home->grant(*node_);
}

// Where a value is missing because its task was stopped, the waiter is stopped as well: it has
// nothing to go on with. Unless it was stopped before, or hears of no stop: then its operation has
// something to throw.
void child_group::decide(const task_control& t) noexcept {
  decided_ = static_cast<std::size_t>(std::ranges::find(all_, &t) - all_.begin());
  const bool by_a_stop = t.end == task_end::stopped || t.end == task_end::dropped;
  task_control& waiter = *node_->waiter();
  if (decides_ == deciding::first_failure && by_a_stop && !stopped_ && may_throw(waiter))
    t.home->stop(waiter, t.stop.level ? stop_mode::level : stop_mode::edge);
  else
    stop(stop_mode::edge);
}

}  // namespace cutpoint::detail
