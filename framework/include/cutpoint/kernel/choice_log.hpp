#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace cutpoint {

/// A choice that was not benign, by numbers alone.
struct taken_choice {
  std::uint32_t number;
  std::uint32_t move;
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

  void clear() {
    if (count_ != nullptr) *count_ = 0;
  }
  /// Keeps `choice`, unless its move is benign. Returns: false if there is no room left.
  bool push(taken_choice choice) {
    if (count_ == nullptr || *count_ == slots_.size()) return choice.move == 0;
    // No branch on the move: where moves are random it could not be predicted.
    slots_[*count_] = choice;
    *count_ += choice.move != 0 ? 1 : 0;
    return true;
  }
  std::span<const taken_choice> taken() const {
    return count_ == nullptr ? std::span<const taken_choice>{} : slots_.first(*count_);
  }

 private:
  std::size_t* count_ = nullptr;
  std::span<taken_choice> slots_;
};

}  // namespace cutpoint
