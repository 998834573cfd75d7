#include <cutpoint/kernel/ready_queue.hpp>

#include <algorithm>
#include <cstring>

namespace cutpoint {
namespace {

constexpr std::size_t front_room = 16;
constexpr std::size_t first_capacity = 128;

}  // namespace

ready_queue::ready_queue()
    : slots_(first_capacity),
      head_(front_room),
      tail_(front_room),
      last_tail_(first_capacity - short_move - 1) {}

void ready_queue::push_front(task_control& t) {
  if (head_ == 0) [[unlikely]]
    make_room();
  slots_[--head_] = &t;
}

// Moves the shorter side.
void ready_queue::close_gap(std::uint32_t index) {
  task_control** const first = slots_.data() + head_;
  const std::size_t behind = size() - index - 1;
  if (index < behind) {
    std::memmove(first + 1, first, index * sizeof(task_control*));
    ++head_;
  } else {
    std::memmove(first + index, first + index + 1, behind * sizeof(task_control*));
    --tail_;
  }
}

void ready_queue::erase(task_control& t) {
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
  last_tail_ = slots_.size() - short_move - 1;
  std::memmove(slots_.data() + front_room, slots_.data() + head_, count * sizeof(task_control*));
  head_ = front_room;
  tail_ = front_room + count;
}

}  // namespace cutpoint
