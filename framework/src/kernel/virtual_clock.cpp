#include <cutpoint/kernel/virtual_clock.hpp>

#include <cutpoint/kernel/contract.hpp>

#include <algorithm>

namespace cutpoint {

// A binary heap of pointers in which every timer knows its slot, so that disarming needs no search.

void virtual_clock::arm(timer& t, virtual_time deadline) {
  CUTPOINT_REQUIRE(!t.armed(), "a timer is armed once at a time");
  t.deadline_ = std::max(deadline, now_);
  t.order_ = armed_ever_++;
  heap_.push_back(&t);
  t.slot_ = heap_.size() - 1;
  sift_up(t.slot_);
}

void virtual_clock::disarm(timer& t) {
  if (!t.armed()) return;
  const std::size_t slot = t.slot_;
  t.slot_ = timer::unarmed;
  timer* const last = heap_.back();
  heap_.pop_back();
  if (last == &t) return;
  place(*last, slot);
  sift_up(slot);
  sift_down(last->slot_);
}

void virtual_clock::advance() {
  now_ = heap_.front()->deadline_;
  const std::uint64_t armed_before = armed_ever_;
  while (!heap_.empty() && heap_.front()->deadline_ == now_ &&
         heap_.front()->order_ < armed_before) {
    pop().fire();
  }
}

void virtual_clock::reset() {
  for (timer* const t : heap_) t->slot_ = timer::unarmed;
  heap_.clear();
  now_ = virtual_time{};
  armed_ever_ = 0;
}

bool virtual_clock::earlier(const timer& a, const timer& b) {
  return a.deadline_ != b.deadline_ ? a.deadline_ < b.deadline_ : a.order_ < b.order_;
}

void virtual_clock::place(timer& t, std::size_t slot) {
  heap_[slot] = &t;
  t.slot_ = slot;
}

void virtual_clock::sift_up(std::size_t slot) {
  timer& moving = *heap_[slot];
  while (slot > 0) {
    const std::size_t parent = (slot - 1) / 2;
    if (!earlier(moving, *heap_[parent])) break;
    place(*heap_[parent], slot);
    slot = parent;
  }
  place(moving, slot);
}

void virtual_clock::sift_down(std::size_t slot) {
  timer& moving = *heap_[slot];
  for (;;) {
    std::size_t child = 2 * slot + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && earlier(*heap_[child + 1], *heap_[child])) ++child;
    if (!earlier(*heap_[child], moving)) break;
    place(*heap_[child], slot);
    slot = child;
  }
  place(moving, slot);
}

timer& virtual_clock::pop() {
  timer& first = *heap_.front();
  disarm(first);
  return first;
}

}  // namespace cutpoint
