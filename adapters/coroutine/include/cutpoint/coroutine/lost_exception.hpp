#pragma once

#include <exception>

namespace cutpoint {

/// Hears of an exception that nobody can catch, because the destructor of a generator would have to
/// throw it. Must not throw.
using lost_exception_handler = void (*)(std::exception_ptr lost);

/// Makes `handler` the one that is called, outside of runs, with what `close()` would have thrown
/// where a generator is closed by its destructor; null brings back the first one, which writes a
/// message to standard error and terminates. In a run such an exception is a finding instead.
///
/// Returns: the handler so far. Threads: any.
lost_exception_handler set_lost_exception_handler(lost_exception_handler handler) noexcept;

}  // namespace cutpoint
