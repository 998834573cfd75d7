#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cutpoint {

/// How a worker died.
enum class death_cause : std::uint8_t {
  none,
  signal,             ///< see `number`
  stack_overflow,     ///< touched a guard below a stack
  terminated,         ///< `std::terminate`
  stop_met_noexcept,  ///< the same, for a stop that no frame may let pass
  double_exception,   ///< the same, for an exception that met another one in flight
  sanitizer,          ///< a sanitizer's report; what it said is in the last words
  hung,               ///< no choice for too long, busy
  blocked,            ///< no choice for too long, idle: waits for something outside the run
  out_of_memory,      ///< grew by more than a worker may
  worn,               ///< the same, little by little over many runs; no run is to blame
  exited,             ///< left the process; `number` is the status
};

/// Where control was.
enum class death_place : std::uint8_t {
  unknown,       ///< the worker had no time to tell
  task,          ///< in the step of a task
  home,          ///< in a run, between two steps
  between_runs,  ///< in no run
  thread,        ///< in a thread that the program had started
};

/// What a dying worker leaves behind. Plain data: it lies in shared memory, and signal handlers
/// write it.
struct death_record {
  death_cause cause = death_cause::none;
  death_place place = death_place::unknown;
  bool from_outside = false;  ///< the signal was sent by another process
  int number = 0;             ///< of the signal, or the status
  std::uint64_t step = 0;
  std::uint32_t task_number = 0;  ///< of the task, in spawn order
  std::array<char, 256> path{};   ///< of the task, without ordinals; cut off where it is longer
  std::array<char, 256> said{};   ///< what an exception said that ended the worker

  std::string_view task() const { return path.data(); }
};

/// Tasks in which runs are known to hang. Where one stands still again, it is not waited for long.
struct known_hangs {
  std::size_t count = 0;
  std::array<std::array<char, 256>, 8> paths{};

  bool contains(std::string_view path) const {
    for (std::size_t i = 0; i < count; ++i)
      if (path == paths[i].data()) return true;
    return false;
  }
  void add(std::string_view path) {
    if (count == paths.size() || path.size() >= paths[0].size() || contains(path)) return;
    paths[count][path.copy(paths[count].data(), path.size())] = '\0';
    ++count;
  }
};

}  // namespace cutpoint
