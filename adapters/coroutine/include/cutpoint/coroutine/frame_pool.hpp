#pragma once

#include <cstddef>

namespace cutpoint::coroutines {

/// Returns: memory for a coroutine frame of `size` bytes, from the pool of the run in progress if
/// there is one, and counted there: a frame that is never given back is a leak of the run.
/// Errors: `std::bad_alloc`. Threads: the run's. Cost: a pop.
void* allocate_frame(std::size_t size);

/// Gives back what `allocate_frame` returned, to the pool it came from. The frame may outlive its
/// run, and the kernel that made the run. Cost: a push.
void release_frame(void* frame) noexcept;

}  // namespace cutpoint::coroutines
