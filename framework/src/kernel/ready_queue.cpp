#include <cutpoint/kernel/ready_queue.hpp>

#include <algorithm>
#include <cstring>

namespace cutpoint {
namespace {

constexpr std::size_t front_room = 16;
constexpr std::size_t first_capacity = 128;

}  // namespace

ready_queue::ready_queue()
    : slots_(first_capacity), head_(front_room), tail_(front_room) {}

void ready_queue::push_back(task& t) {
  // The short move of take() reads and writes up to short_move slots behind the tail.
  if (tail_ + short_move + 1 >= slots_.size()) [[unlikely]]
    make_room();
  slots_[tail_++] = &t;
}

void ready_queue::push_front(task& t) {
  if (head_ == 0) [[unlikely]]
    make_room();
  slots_[--head_] = &t;
}

task* ready_queue::take(std::uint32_t index) {
  task** const slot = slots_.data() + head_ + index;
  task* const taken = *slot;
  if (index == 0) {
    ++head_;
    return taken;
  }
  const std::size_t behind = size() - index - 1;
  if (behind <= short_move) {
    task* moved[short_move];
    std::memcpy(moved, slot + 1, sizeof moved);
    std::memcpy(slot, moved, sizeof moved);
    --tail_;
  } else if (index < behind) {
    task** const first = slots_.data() + head_;
    std::memmove(first + 1, first, index * sizeof(task*));
    ++head_;
  } else {
    std::memmove(slot, slot + 1, behind * sizeof(task*));
    --tail_;
  }
  return taken;
}

void ready_queue::erase(task& t) {
  for (std::uint32_t i = 0; i < size(); ++i) {
    if ((*this)[i] == &t) {
      take(i);
      return;
    }
  }
}

void ready_queue::clear() {
  head_ = front_room;
  tail_ = front_room;
}

void ready_queue::make_room() {
  const std::size_t count = tail_ - head_;
  const std::size_t wanted = front_room + 2 * count + 2 * short_move + 2;
  if (wanted > slots_.size()) slots_.resize(2 * wanted);
  std::memmove(slots_.data() + front_room, slots_.data() + head_, count * sizeof(task*));
  head_ = front_room;
  tail_ = front_room + count;
}

}  // namespace cutpoint
