#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cutpoint::rapidcheck {

/// How an operation of a history ended.
enum class operation_end : std::uint8_t {
  returned,  ///< it gave a result, so it has taken effect
  stopped,   ///< a stop ended it: it has taken effect, wholly, or it has not
  undone,    ///< it ended without a result and promises that it has not taken effect
  pending,   ///< it had not ended when the history did: it has taken effect or it has not
  waiting,   ///< it still waits when nobody can go on any more: it has not taken effect
};

/// One operation on an object: who called it, and between which moments it took place. What it was
/// and what it gave is known to whoever made the history.
struct operation {
  std::uint32_t task = 0;  ///< who called
  /// Moments are numbered as they come: no two operations begin or end at the same one.
  std::uint32_t invoked = 0;
  std::uint32_t ended = 0;                      ///< means nothing where it is pending or waiting
  operation_end end = operation_end::returned;  ///< how the call ended
};

/// How far each task of a history has been followed: what comes next, and what may take effect
/// next. An operation that ended before another began took effect before it.
class history_front {
 public:
  /// Requires: the operations of a task do not overlap; a pending or waiting one is its last; and
  /// the numbers of a task's operations plus one, multiplied over all tasks, stay below 2^64.
  /// Lifetime: `history` outlives it.
  explicit history_front(std::span<const operation> history);

  std::size_t tasks() const { return lines_.size(); }  ///< how many tasks called
  /// Returns: the number in the history of the next operation of task `t`; -1: there is none.
  std::ptrdiff_t next_of(std::size_t t) const {
    const line& l = lines_[t];
    if (l.position == l.operations.size()) return -1;
    return static_cast<std::ptrdiff_t>(l.operations[l.position]);
  }
  /// Returns: whether an operation that begins at `moment` may take effect before all that come
  /// next elsewhere.
  bool may_be_next(std::uint32_t moment) const;
  /// Goes past the next operation of task `t`.
  void advance(std::size_t t);
  /// Takes back the last `advance(t)`.
  void retreat(std::size_t t);
  /// Returns: whether every operation was gone past, but for those that wait.
  bool at_end() const { return left_ == 0; }
  /// Returns: a number that no other front of the same history has.
  std::uint64_t key() const { return key_; }
  /// Returns: the operations that still wait.
  std::span<const std::uint32_t> waiting() const { return waiting_; }

 private:
  struct line {
    std::vector<std::uint32_t> operations;
    std::size_t position = 0;
    std::uint64_t weight = 1;  ///< of its position in the key
  };

  std::span<const operation> history_;
  std::vector<line> lines_;
  std::vector<std::uint32_t> waiting_;
  std::size_t left_ = 0;
  std::uint64_t key_ = 0;
};

}  // namespace cutpoint::rapidcheck
