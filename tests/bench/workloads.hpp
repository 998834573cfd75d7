#pragma once

#include <cutpoint/program/program.hpp>

#include <cstddef>

// The programs that goals speak of. Those that differ only in the kind of their tasks take the same
// choices and the same steps. They allocate nothing themselves, but for the lists of W4.

namespace cutpoint::bench {

/// So many tasks, each of which yields so many times.
struct crowd {
  std::size_t tasks;
  std::size_t yields;
  std::size_t steps() const { return tasks * yields; }
};
inline constexpr crowd w1_crowd{.tasks = 2, .yields = 10};
inline constexpr crowd w2_crowd{.tasks = 10, .yields = 100};

program fibers_that_yield(crowd size);
program coroutines_that_yield(crowd size);
/// Each fiber yields below 8 frames of its own, all of them below equal ones.
program fibers_that_yield_in_depth(crowd size);
/// The same with five different chains of calls, so that returns after a switch lead elsewhere.
program fibers_that_yield_in_mixed_depth(crowd size);

/// W3: 3 fibers that each increment a number 5 times under the framework's mutex. The result is
/// asserted.
program locked_increments();
inline constexpr std::size_t locked_increments_made = 3 * std::size_t{5};

/// W4: `main` spawns so many fibers that do nothing, and joins them.
program spawn_and_join(std::size_t tasks);
/// So many fibers that all wait at once.
program idle_fibers(std::size_t tasks);

}  // namespace cutpoint::bench
