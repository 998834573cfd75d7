#pragma once

#include <cutpoint/kernel/task_factory.hpp>

namespace cutpoint {

/// Returns: the maker of tasks that run as fibers on Boost.Context, each on a guarded stack from a
/// pool. Threads: any; the tasks of one kernel share its thread.
const task_factory& fiber_factory();

namespace detail {
// In a header, so that whoever includes it links the adapter and has fibers for plain functions.
inline const task_factory* const registered_fibers = register_stackful_factory(fiber_factory());
}  // namespace detail

}  // namespace cutpoint
