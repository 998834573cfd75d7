#pragma once

#include <cutpoint/kernel/wait_queue.hpp>

namespace cutpoint::detail {

/// Completes the operations at the head of `line`, in their order, up to the first that cannot, and
/// makes their tasks ready. Requires: an operation that cannot complete stays where it stands, and
/// none leaves or joins this line while it completes.
void serve(wait_queue& line) noexcept;

}  // namespace cutpoint::detail
