#pragma once

namespace cutpoint::asio::detail {

/// Says that the current task begins an operation: `deadline_timer`, `async_wait`.
void note_creation(const char* object, const char* operation);

}  // namespace cutpoint::asio::detail
