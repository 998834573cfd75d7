#pragma once

#include <cutpoint/trace/deviation.hpp>
#include <cutpoint/trace/label.hpp>
#include <cutpoint/trace/stop.hpp>

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace cutpoint {

/// Stands for "not at a suspension point": the task had not started.
inline constexpr std::uint32_t no_site = ~std::uint32_t{0};

/// Stands for "stops nobody".
inline constexpr std::uint32_t no_stop = ~std::uint32_t{0};

/// A stop that was possible at a choice.
struct profiled_stop {
  std::uint32_t site = no_site;  ///< the suspension point it cuts: an index into `profile::sites`
  bool wide = false;             ///< it reaches other tasks than its target too
  std::uint32_t kind = no_stop;  ///< an index into `profile::swept_stops`
};

/// What stops of one site, window, mode and reach have in common.
struct swept_stop {
  std::string place;             ///< `main/notify db.begin#1`; before the start: the task's path
  std::uint32_t site = no_site;  ///< an index into `profile::sites`
  window at = window::parked;    ///< what the target is doing
  stop_mode mode = stop_mode::edge;     ///< how it arrives
  stop_reach reach = stop_reach::task;  ///< whether descendants are stopped too
  bool held = false;                    ///< a shield holds it up

  friend auto operator<=>(const swept_stop&, const swept_stop&) = default;
};

/// A choice that the baseline run came to, and which moves it had there.
struct profiled_choice {
  choice_number number{};            ///< which choice of the run
  std::uint32_t moves = 1;           ///< how many there are
  std::uint32_t picks = 1;           ///< moves from this one on are stops, at a scheduling point
  bool schedules = true;             ///< false: a fault or a value
  std::vector<profiled_stop> stops;  ///< which of the moves are stops
};

/// How often a task suspended on an operation.
struct profiled_use {
  label operation;          ///< what is called
  std::uint32_t times = 0;  ///< how often
};

/// A task of the baseline run.
struct profiled_task {
  label name;                      ///< the last part of its path
  std::uint32_t parent = 0;        ///< an index into `profile::tasks`; that of `main` is its own
  std::uint32_t steps = 0;         ///< how many it made
  std::vector<profiled_use> uses;  ///< of operations on which some task stood at a choice
};

/// What the baseline run showed: the ground on which other strategies choose.
struct profile {
  std::vector<profiled_choice> choices;  ///< those with more than one move
  std::vector<std::string> sites;        ///< the suspension points: `main/notify db.begin#1`
  std::vector<swept_stop> swept_stops;   ///< in the order in which they were first possible
  std::vector<profiled_task> tasks;      ///< in spawn order
  std::vector<std::string> unstoppable;  ///< the paths of tasks at which no stop is aimed
  bool suspends = false;                 ///< some task suspended at all
  std::uint64_t points = 0;              ///< all choices, also those with one move
};

}  // namespace cutpoint
