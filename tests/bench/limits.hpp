#pragma once

// What no tool of this kind can beat on this machine. Each costs some milliseconds to measure.
// Units: nanoseconds.

namespace cutpoint::bench {

/// R: one jump between two contexts of Boost.Context that do nothing else.
double raw_jump_ns();
/// A context is made on a stack that is there already, entered, and left for good.
double context_ns();
/// A C++20 coroutine is resumed and suspends.
double coroutine_step_ns();
/// An exception is thrown and caught.
double throw_ns();
/// A function is called that does nothing.
double bare_call_ns();

}  // namespace cutpoint::bench
