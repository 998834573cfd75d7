#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace cutpoint {

/// A choice that was not benign, by numbers alone.
struct taken_choice {
  std::uint32_t number;  ///< which choice of the run
  std::uint32_t move;    ///< which of its moves was taken
};

/// The deviations of the run in progress, written before each is carried out.
///
/// The memory is the caller's: a worker keeps it in pages that it shares with its parent, so that
/// the parent knows the choices of a run that killed the worker.
class choice_log {
 public:
  choice_log() = default;
  /// `count` and `room` outlive the log.
  choice_log(std::size_t& count, std::span<taken_choice> room) : count_(&count), slots_(room) {}

  /// Forgets all choices.
  void clear() {
    if (capacity() > 0) *count_ = 0;
  }
  /// Keeps `choice`, unless its move is benign. Returns: false if there is no room left.
  bool push(taken_choice choice) {
    if (count() == capacity()) return choice.move == 0;
    push_at(count(), choice);
    return true;
  }
  std::size_t count() const { return *count_; }           ///< how many choices it holds
  std::size_t capacity() const { return slots_.size(); }  ///< how many choices it has room for
  /// The same as `push`. Requires: `taken` is `count()`, and below `capacity()`.
  void push_at(std::size_t taken, taken_choice choice) {
    slots_[taken] = choice;
    // No branch on the move: where moves are random it could not be predicted.
    *count_ = taken + (choice.move != 0 ? 1 : 0);
  }
  /// The choices, in the order in which they were taken.
  std::span<const taken_choice> taken() const { return slots_.first(count()); }

 private:
  // Of logs without memory, and never written.
  static inline constinit std::size_t none_taken = 0;

  std::size_t* count_ = &none_taken;
  std::span<taken_choice> slots_;
};

}  // namespace cutpoint
