#pragma once

#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/label.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <cstdint>
#include <source_location>
#include <string>
#include <vector>

/// Programs with bugs that only some schedules, or some stops, bring out: what the arms of the
/// random search are measured with.
namespace cutpoint::schedules {

/// What a program is in the suite for.
enum class use : std::uint8_t {
  orders,  ///< no stop takes part: which orders of tasks are tried
  stops,   ///< which tasks are stopped, and where
};

/// A program as it is and as it should be.
struct subject {
  std::string name;
  program buggy;
  program fixed;
  use in = use::orders;
  std::uint32_t stops = 0;  ///< how many it takes
  bool masked = false;      ///< a further stop can hide the bug
  run_bounds bounds = {.modes = {}, .stops = 0, .faults = 0};
};

/// Returns: all subjects, in the order in which they are shown.
std::vector<subject> suite();

/// Makes the run fail unless `holds`.
void demand(bool holds, label promise,
            std::source_location where = std::source_location::current());

/// Returns: the bounds of the subjects that are stopped: those of a check by default.
run_bounds bounds_with_stops(stop_modes modes = {stop_mode::edge});

// The parts of the suite.
subject account();
subject bluetooth();
subject string_buffer();
subject wrong_lock(int others);
subject philosophers(int count, std::string name);
subject two_stage(int writers);
subject reorder(int tasks);
subject handoff(int workers, int noise_tasks, int noise_steps);
subject two_permits(int workers, int noise_tasks, int noise_steps);
subject async_close(int workers, int noise_tasks, int noise_steps);
subject abandoned_booking();
subject retried_commit();
subject hedged_write();
subject lost_baton();

}  // namespace cutpoint::schedules
