// A step of a flow is whatever its library runs until control is back here. The library may have
// run several tasks inside by then; each is suspended or ended in the order in which it came in,
// which is the order in which a queue of the library's own would hold them.

#include "foreign_task.hpp"

#include <cutpoint/kernel/cancelled.hpp>
#include <cutpoint/kernel/contract.hpp>

#include <coroutine>
#include <cstdint>
#include <iterator>
#include <utility>

namespace cutpoint::foreign {

foreign_task::foreign_task(std::unique_ptr<flow> made, stop_modes declared)
    : runs_(std::move(made)) {
  delivers = declared;
  requests_.emplace(*this);
}

// What is left of a library may still talk while its task is taken down.
bool foreign_task::accepts() const {
  if (destroyed_ || home->finishing()) return false;
  CUTPOINT_REQUIRE(!ends_, "a library goes on with a flow that has ended");
  return true;
}

void foreign_task::make_due(const due& what) {
  if (!accepts()) return;
  ready_.push_back(what);
  if (at_ && at_->state() == wait_state::parked) home->grant(*at_);
}

void foreign_task::make_due_after(virtual_duration length, const due& what) {
  if (!accepts()) return;
  home->clock().arm(later_.emplace_back(*this, what), home->clock().now() + length);
}

void foreign_task::time_has_come(const timed& what) {
  const due now = what.what();
  std::erase_if(later_, [&](const timed& t) { return &t == &what; });
  make_due(now);
}

bool foreign_task::cancel(const continuation& next) {
  const auto ready = std::erase_if(ready_, [&](const due& d) { return d.next == next; });
  const auto later = std::erase_if(later_, [&](const timed& t) { return t.what().next == next; });
  return ready + later > 0;
}

void foreign_task::end(task_end how, std::exception_ptr why) {
  if (ends_ || destroyed_) return;
  ends_ = how;
  ends_by_ = std::move(why);
  if (phase == task_phase::running) return;
  // Its frame goes in the step of whoever owns it.
  task_control* const before = home->go_on_inside(this);
  finish_now();
  home->go_on_inside(before);
}

void foreign_task::finish_now() {
  ready_.clear();
  later_.clear();
  requests_.reset();
  // What a library cancels by itself, as the loser of a race, has ended as its owner wants it to.
  if (*ends_ == task_end::stopped && !stop.ever_stopped) ends_ = task_end::value;
  home->finish(*this, *ends_, std::move(ends_by_));
}

void foreign_task::drop() {
  ends_ = stop.dropping ? task_end::dropped : task_end::stopped;
  destroyed_ = true;
  runs_->destroy();
  finish_now();
}

void foreign_task::step() {
  std::vector<foreign_task*>& inside = home->extension<host>().inside;
  inside.push_back(this);
  run_guarded(std::exchange(started_, true) ? &foreign_task::go_on : &foreign_task::begin);
  // A stop that waited is delivered here, and the library may begin others in it.
  for (std::size_t i = 0; i < inside.size(); ++i) inside[i]->settle();
  inside.clear();
}

void foreign_task::go_on() {
  if (!at_) {  // an awaitable of Cutpoint's knows for itself whether to throw
    run_leaves();
    return;
  }
  try {
    home->resumed(*at_);
  } catch (const cancelled&) {
    at_.reset();
    deliver();
    return;
  }
  at_.reset();
  run_due();
}

// The library makes the wait fail, and what is due then learns of it.
void foreign_task::deliver() {
  runs_->stop(stop.level ? stop_mode::level : stop_mode::edge, stop_strength::terminal);
  if (!ends_ && !ready_.empty()) run_due();
}

void foreign_task::run_leaves() {
  wait_ = {};
  while (void* const frame = std::exchange(leaf, nullptr)) {
    std::coroutine_handle<>::from_address(frame).resume();
    if (phase != task_phase::running) return;
  }
}

void foreign_task::run_due() {
  const auto count = static_cast<std::uint32_t>(ready_.size());
  const std::uint32_t chosen =
      count == 1 ? 0 : home->draw_value(site("next", ready_.front().where.where), count);
  const continuation next = ready_[chosen].next;
  wait_ = {};
  ready_.erase(std::next(ready_.begin(), chosen));
  next();
}

void foreign_task::run_guarded(void (foreign_task::*part)()) {
  try {
    (this->*part)();
  } catch (const cancelled&) {
    end(task_end::stopped, nullptr);
  } catch (...) {
    end(task_end::error, std::current_exception());
  }
}

void foreign_task::settle() {
  while (phase == task_phase::running) {
    home->go_on_inside(this);
    if (ends_) {
      finish_now();
      return;
    }
    at_.emplace(suspension());
    try {
      home->enter(*at_);
    } catch (const cancelled&) {
      at_.reset();
      run_guarded(&foreign_task::deliver);
      continue;
    }
    if (ready_.empty())
      home->park(*at_);
    else
      home->yield(*at_);
  }
}

// What was posted last names the place, unless the library says what it waits for.
site foreign_task::suspension() const {
  if (!ready_.empty()) return ready_.front().where;
  if (!wait_.operation.empty()) return wait_;
  return later_.empty() ? site("wait", {}) : later_.back().what().where;
}

}  // namespace cutpoint::foreign
