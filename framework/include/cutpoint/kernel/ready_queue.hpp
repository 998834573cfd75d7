#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cutpoint {

struct task_control;

/// The tasks that may go on, the one that has been ready longest first.
///
/// A flat array with free room at both ends: taking any element, also the first, is one short move
/// of constant size where at most `short_move` elements follow it, because a loop whose trip count
/// varies, or a branch on a random index, costs more in mispredictions than the move itself.
class ready_queue {
 public:
  ready_queue();

  bool empty() const { return head_ == tail_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(tail_ - head_); }
  task_control* operator[](std::uint32_t index) const { return slots_[head_ + index]; }

  void push_back(task_control& t) {
    if (tail_ == last_tail_) [[unlikely]]
      make_room();
    slots_[tail_++] = &t;
  }
  void push_front(task_control& t);
  /// Requires: `index < size()`. Returns: the task there, taken out; the others keep their order.
  task_control* take(std::uint32_t index) {
    task_control** const slot = slots_.data() + head_ + index;
    task_control* const taken = *slot;
    const std::size_t behind = size() - index - 1;
    if (behind <= short_move) {
      for (std::size_t i = 0; i < short_move; ++i) slot[i] = slot[i + 1];
      --tail_;
    } else {
      close_gap(index);
    }
    return taken;
  }
  /// Takes `t` out, if it is there.
  void erase(task_control& t);
  void clear();

 private:
  static constexpr std::size_t short_move = 16;
  void make_room();
  void close_gap(std::uint32_t index);

  std::vector<task_control*> slots_;
  std::size_t head_;
  std::size_t tail_;
  std::size_t last_tail_;  ///< so that the short move of take() stays within the array
};

}  // namespace cutpoint
