#pragma once

#include <cutpoint/trace/event.hpp>
#include <cutpoint/trace/ids.hpp>
#include <cutpoint/trace/label.hpp>
#include <cutpoint/trace/site.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace cutpoint {

enum class task_end : std::uint8_t;

/// The events of one run, kept as numbers and made into text when somebody asks.
///
/// Most events of a run say that a task suspends, goes on, or goes before another. Each is a note
/// of one word here, as long as the task suspends where it did before; the rarer ones are kept as
/// they are. It refers to labels and source places, which outlive it, and to nothing else of the
/// run.
class event_tape {
 public:
  /// Stand for no task, and for the pseudo-task in whose name stop callbacks run.
  static constexpr task_id nobody{0xffffff};
  static constexpr task_id stop_task{0xfffffe};  ///< the pseudo-task that runs stop callbacks

  void clear();  ///< Forgets all events.

  /// Says where `t` suspends next, and the ordinal of that.
  void comes_to(task_id t, const site& where, std::uint32_t ordinal) {
    next_[0] = head(place, t, 0);
    put(next_ + 1, where);
    next_[2] |= std::uint64_t{ordinal} << 32;
    wrote(4);
  }
  /// A task suspends (`pass`, `yield`, `park` or `throws`): where it did the last time, with the
  /// next ordinal, unless `comes_to` has said since that it is elsewhere.
  void suspends(event_kind kind, task_id t, std::uint64_t step) {
    behind_yield_ = kind == event_kind::yield ? next_ + 1 : nullptr;
    next_[0] = head(kind, t, step);
    wrote(1);
  }
  /// A task takes what it waited for at the suspension point that it came to last.
  void takes(task_id t, std::uint64_t step) {
    next_[0] = head(event_kind::take, t, step);
    wrote(1);
  }
  /// `picked` goes on before `first`, which has been ready longest.
  void reorders(task_id picked, task_id first, std::uint64_t step) {
    next_[0] = head(event_kind::reorder, first, step);
    next_[1] = static_cast<std::uint32_t>(picked);
    wrote(2);
  }
  /// `picked`, which may be `first` itself, goes on and takes in the next step what it waited for.
  /// Requires: ids below 256, as of all tasks that have yielded.
  void turns(task_id picked, task_id first, std::uint64_t step) {
    next_[0] = step << 32 | turn_of(picked, first);
    wrote(1);
  }
  /// Returns: whether the last event was, in the same step, that a task yields.
  bool ends_in_yield() const { return next_ == behind_yield_; }
  /// The same as `turns`, in the note of the yield. Requires: `ends_in_yield()`.
  void turns_behind_yield(task_id picked, task_id first) {
    next_[-1] |= turn_of(picked, first);
    behind_yield_ = nullptr;
  }
  /// Says that another step has begun.
  void begin_step() { behind_yield_ = nullptr; }
  /// Notes that `by` wakes `to`, which waits at `where`.
  void grants(task_id by, task_id to, std::uint64_t step, const site& where);
  /// `by` spawns the task with the next id, a child of `parent`.
  void spawns(task_id by, task_id parent, std::uint64_t step, label name, const site& where);
  void ends(task_id t, std::uint64_t step, task_end how);  ///< Notes how `t` ended.
  /// Any other event.
  void keep(event_record e);

  /// Returns: all of them in their order, as an observer without a tape hears them.
  std::vector<event_record> events() const;

 private:
  // The notes, each of which begins with a word of the step (32 bits), a task (24) and a kind (8):
  //   comes_to             the place and its ordinal: three words
  //   suspends, takes      nothing else
  //   turns                nothing else; who is picked and who is first (8 each) instead of a task
  //   suspends and turns   nothing else; who is picked, who is first and who yields (8 each)
  //   reorders             who is picked
  //   grants, spawns       the other task; a place
  //   ends                 how
  //   keep                 an index into the kept events
  class reader;
  static constexpr std::ptrdiff_t longest = 5;  // of them all, in words
  // Kinds that are no kinds of events.
  static constexpr auto place = static_cast<event_kind>(0x7e);
  static constexpr auto kept_event = static_cast<event_kind>(0x7f);
  // Added to the kind where the note tells of a turn as well; alone it stands for a turn only.
  static constexpr std::uint64_t turn = 0x80;

  // The kind, the task, and in the upper half the step.
  static std::uint64_t head(event_kind kind, task_id t, std::uint64_t step) {
    return step << 32 | std::uint64_t{static_cast<std::uint32_t>(t)} << 8 |
           static_cast<std::uint8_t>(kind);
  }
  // Stands above the task that yields, which is a small number then.
  static std::uint64_t turn_of(task_id picked, task_id first) {
    return std::uint64_t{static_cast<std::uint32_t>(picked)} << 24 |
           std::uint64_t{static_cast<std::uint32_t>(first)} << 16 | turn;
  }
  // Three words; the upper half of the second is free.
  static void put(std::uint64_t* words, const site& where) {
    static_assert(sizeof where.where == sizeof *words);
    const std::string_view text = where.operation.text();
    words[0] = reinterpret_cast<std::uintptr_t>(text.data());
    words[1] = static_cast<std::uint32_t>(text.size());
    std::memcpy(words + 2, &where.where, sizeof *words);
  }
  // There is always room for one more event, so that writing one calls nothing before it is done.
  void wrote(std::ptrdiff_t words) {
    next_ += words;
    if (next_ > last_) [[unlikely]]
      grow();
  }
  void grow();

  std::uint64_t* next_ = nullptr;
  std::uint64_t* last_ = nullptr;  ///< where the longest note still fits
  std::unique_ptr<std::uint64_t[]> words_;
  const std::uint64_t* behind_yield_ = nullptr;  ///< `next_`, if a yield stands before it
  std::vector<event_record> kept_;
};

}  // namespace cutpoint
