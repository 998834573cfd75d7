#pragma once

namespace cutpoint::asio::detail {

/// Misuse in a run: a handler would run on a thread that nobody schedules.
void refuse_system_threads();

}  // namespace cutpoint::asio::detail
