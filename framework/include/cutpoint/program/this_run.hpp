#pragma once

#include <cutpoint/trace/virtual_time.hpp>

/// What a program may know of the run it is in.
namespace cutpoint::this_run {

/// Returns: false once a stop was injected or a fault fired. Assertions about results go under it.
bool undisturbed();

/// Returns: the run's clock.
virtual_time now();

}  // namespace cutpoint::this_run
