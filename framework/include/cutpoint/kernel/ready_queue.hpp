#pragma once

#include <cutpoint/kernel/block_queue.hpp>
#include <cutpoint/trace/ids.hpp>

#include <cstdint>

namespace cutpoint {

/// The tasks that may go on, by their ids, the one that has been ready longest first. No task is in
/// it twice.
///
/// The ids of a run of up to 16 tasks fit into one word, of which any can be taken by a handful of
/// shifts. An array would be moved through memory at each step, and each move would wait for the
/// last one.
class ready_queue {
 public:
  bool empty() const { return size_ == 0; }     ///< whether there is no task in it
  std::uint32_t size() const { return size_; }  ///< how many tasks there are
  /// Requires: `index < size()`.
  task_id operator[](std::uint32_t index) const {
    return crowded() ? many_[index] : static_cast<task_id>((word_ >> bits * index) & mask);
  }

  /// Puts `t` behind all others.
  void push_back(task_id t) {
    const auto id = static_cast<std::uint32_t>(t);
    if ((id | crowded_) < few) [[likely]]
      word_ |= std::uint64_t{id} << bits * size_;
    else
      push_back_to_many(t);
    ++size_;
  }
  /// Puts `t` before all others.
  void push_front(task_id t) {
    const auto id = static_cast<std::uint32_t>(t);
    if ((id | crowded_) < few) [[likely]]
      word_ = word_ << bits | id;
    else
      push_front_to_many(t);
    ++size_;
  }
  /// Requires: `index < size()`. Returns: the task there, taken out; the others keep their order.
  task_id take(std::uint32_t index) { return crowded() ? take_of_many(index) : take_of_few(index); }
  /// Returns: whether its ids do not fit into one word.
  bool crowded() const { return crowded_ != 0; }
  /// The two forms of `take`. Requires: it is crowded, or is not.
  task_id take_of_many(std::uint32_t index) {
    --size_;
    return many_.take(index);
  }
  /// The first of few. Requires: it is not crowded, and not empty.
  task_id front_of_few() const { return static_cast<task_id>(word_ & mask); }
  /// See `take_of_many`.
  task_id take_of_few(std::uint32_t index) {
    --size_;
    const std::uint32_t shift = bits * index;
    const std::uint64_t from_there = word_ >> shift;
    const std::uint64_t before = word_ ^ (from_there << shift);
    word_ = ((from_there >> bits) << shift) | before;
    return static_cast<task_id>(from_there & mask);
  }
  /// Takes `t` out, if it is there.
  void erase(task_id t);
  /// Takes all tasks out.
  void clear() {
    size_ = 0;
    word_ = 0;
    if (crowded()) {
      crowded_ = 0;
      many_.clear();
    }
  }

 private:
  static constexpr std::uint32_t few = 16;
  static constexpr std::uint32_t bits = 4;
  static constexpr std::uint64_t mask = few - 1;

  void push_back_to_many(task_id t);
  void push_front_to_many(task_id t);
  void crowd();

  std::uint64_t word_ = 0;  ///< the first in the lowest bits; 0 behind the last
  std::uint32_t size_ = 0;
  std::uint32_t crowded_ = 0;  ///< `few` since an id did not fit, and all moved to `many_`
  block_queue many_;
};

}  // namespace cutpoint
