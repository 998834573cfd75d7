#pragma once

#include <cutpoint/trace/site.hpp>

#include <exception>

namespace cutpoint::coroutines {

/// Sees to an exception that leaves the destructor of a generator, which was last resumed at
/// `where`: in a run it becomes a finding, else the lost-exception handler hears of it.
void lose(const std::exception_ptr& error, const site& where) noexcept;

}  // namespace cutpoint::coroutines
