#pragma once

#include <exception>

namespace cutpoint::asio {

/// Returns: whether `error` is how Asio says that an operation was cancelled.
bool is_cancelled(const std::exception_ptr& error);

}  // namespace cutpoint::asio
