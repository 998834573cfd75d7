#pragma once

#include <cutpoint/trace/ids.hpp>
#include <cutpoint/trace/stop.hpp>

#include <cstdint>
#include <string>

namespace cutpoint {

/// What a choice decides. `pick` and `run_on` are reorders: another task goes on than the one whose
/// turn it is, for one step, or the one that ran last until it has to wait.
enum class deviation_kind : std::uint8_t { pick, stop, timer, fault, value, run_on };

/// Names a choice by what the program was doing, so that it survives unrelated edits.
///
/// - `stop`: `task` is the target, suspended on `operation`; `at` is the window it was in, `reach`
///   tells whether its descendants are stopped with it
/// - `pick`, `run_on`, `timer`: `task` is the one that last ran and gave up control on `operation`
/// - `fault`, `value`: `task` asks, `operation` is the label it asks with
///
/// `ordinal` counts the task's uses of that label from 1 (0: the task has not run).
/// `delay` counts the scheduling points passed since the window opened, or since the task gave up
/// control; where an operation that could have completed has to wait after all, since it was first
/// tried. `fault` and `value` leave it 0.
struct choice_address {
  deviation_kind kind = deviation_kind::pick;  ///< what is chosen
  std::string task;                            ///< the path of the task that chooses, or is stopped
  std::string operation;                       ///< the label of its site
  std::uint32_t ordinal = 0;                   ///< of the site in the task
  window at = window::parked;                  ///< of a stop: what the target is doing
  stop_reach reach = stop_reach::task;         ///< of a stop: whether descendants are stopped too
  std::uint32_t delay = 0;  ///< scheduling points passed before the choice, see above

  friend bool operator==(const choice_address&, const choice_address&) = default;
};

/// One choice of a run that was not benign.
struct deviation {
  choice_address address;            ///< which choice it is
  stop_mode mode = stop_mode::edge;  ///< of a `stop`
  std::string picked;                ///< of a `pick`: the task that goes on instead; a timer's task
  std::uint32_t value = 0;           ///< of a `value`: what `choose` returns
  choice_number number{};            ///< second key: the choice's number in the run
  std::uint32_t move = 0;            ///< second key: the number of the move that was taken

  friend bool operator==(const deviation&, const deviation&) = default;
};

/// Returns: whether a task goes on by it whose turn it is not.
inline bool is_reorder(const deviation& d) {
  return d.address.kind == deviation_kind::pick || d.address.kind == deviation_kind::run_on;
}

/// Returns: whether `a` and `b` ask the same of a choice: all but the choice's address and the
/// second key is equal.
inline bool asks_the_same(const deviation& a, const deviation& b) {
  return a.mode == b.mode && a.picked == b.picked && a.value == b.value;
}

/// Returns: whether `a` and `b` are the same move at the same address, whatever their second key.
inline bool same_move(const deviation& a, const deviation& b) {
  return a.address == b.address && asks_the_same(a, b);
}

}  // namespace cutpoint
