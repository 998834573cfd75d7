#pragma once

#include <cutpoint/trace/deviation.hpp>
#include <cutpoint/trace/label.hpp>
#include <cutpoint/trace/stop.hpp>

#include <cstdint>
#include <span>

namespace cutpoint {

class footprint_log;
class kernel;
class random_numbers;
struct task_control;

/// A stop that may be delivered at a scheduling point.
struct stop_move {
  task_control* target;                 ///< the task, or the one whose scope it is
  stop_mode mode;                       ///< how it arrives
  stop_reach reach = stop_reach::task;  ///< whether its descendants are stopped too
};

/// So many steps a task takes that runs on, before others have their turn again: it may be waiting
/// for them without saying so.
inline constexpr std::uint64_t most_steps_on_end = 1'000;

/// Returns: whether the stop reaches other tasks too, as one of `main` does by way of who owns
/// whom.
bool is_wide(const stop_move& stop);

/// What a choice decides: who goes on, whether a fault fires, or which value is given.
enum class choice_kind : std::uint8_t { schedule, fault, value };

/// A choice to be taken: its moves in their fixed order, move 0 benign.
///
/// At a scheduling point these are first the ready tasks, longest ready first (or, where none is
/// ready, the one move that lets time pass); then letting the task that has just given up control
/// run on, where others are before it; then letting a timer fire early, where that may be; then the
/// stops, the wide ones last. A fault has 2 moves, `choose(n)` has n.
///
/// A task that runs on goes on before all others until it has to wait, or has taken
/// `most_steps_on_end` steps: it stands first among the tasks, so letting it go on is benign.
class choice_point {
 public:
  choice_kind kind() const { return kind_; }        ///< what is to be chosen
  choice_number number() const { return number_; }  ///< which choice of the run it is
  /// How many moves there are; 0 is the benign one.
  std::uint32_t moves() const { return picks_ + static_cast<std::uint32_t>(stops_.size()); }
  /// Returns: how many of the moves, counted from 0, inject no stop.
  std::uint32_t picks() const { return picks_; }
  /// The moves that are stops; they come last.
  std::span<const stop_move> stops() const { return stops_; }
  /// Returns: whether behind the tasks there is the move that lets the last one run on.
  bool may_run_on() const { return may_run_on_; }
  /// Returns: whether the last of the picks is no task but lets a timer fire early.
  bool hurries() const { return hurries_; }
  /// Returns: how many of the moves, counted from 0, let a ready task go on. 0 at a poll, at a
  /// fault or value, and where no task is ready.
  std::uint32_t tasks() const;
  /// Returns: the task that `move` lets go on. Requires: `move < tasks()`.
  const task_control& task(std::uint32_t move) const;
  /// Returns: the task that draws a fault or a value, or polls; null at the other choices.
  const task_control* asking() const { return asks_; }
  /// Returns: the label that it asks with.
  label operation() const { return operation_; }
  /// Returns: the run that the choice is part of.
  const kernel& run() const { return *run_; }

  /// Returns: the deviation that taking `move` is. Requires: a run that keeps ordinals.
  deviation describe(std::uint32_t move) const;

 private:
  friend class kernel;
  choice_point(const kernel& run, choice_kind kind, choice_number number, std::uint32_t picks)
      : run_(&run), number_(number), picks_(picks), kind_(kind) {}

  const kernel* run_;
  choice_number number_;
  std::span<const stop_move> stops_;
  std::uint32_t picks_;
  choice_kind kind_;
  bool may_run_on_ = false;
  bool hurries_ = false;
  const task_control* asks_ = nullptr;  ///< of a fault, a value or a poll
  label operation_;
};

/// Takes the choices of a run. The kernel asks it once for each choice with more than one move.
class decider {
 public:
  virtual ~decider() = default;

  /// Returns: the move to take, below `point.moves()`. Called on the stack of whichever task has
  /// just given up control, so it stays shallow.
  virtual std::uint32_t decide(const choice_point& point) = 0;

  /// Returns: the first choice that the decider wants to be asked about; all before are benign.
  /// Read once, when the run begins.
  virtual choice_number first_asked() const { return choice_number{0}; }
  /// Returns: the last choice that the decider wants to be asked about; all behind are benign.
  /// Read once, when the run begins.
  virtual choice_number last_asked() const { return choice_number{~std::uint64_t{0}}; }

  /// Returns: the numbers from which the decider picks a task where nothing but tasks may be
  /// picked, if it takes each with the same chance, by `below(picks)`: the kernel may then draw
  /// from them itself, without a call of `decide`. Null where it picks in any other way. Read once,
  /// when the run begins.
  virtual random_numbers* even_picks() { return nullptr; }

  /// Returns: where the run writes down what each of its events uses, for a decider that wants to
  /// know; else null. It outlives the run. Read once, when the run begins.
  virtual footprint_log* footprints() { return nullptr; }
};

}  // namespace cutpoint
