#pragma once

#include "unit/coroutine/leaves_mark.hpp"

#include <cutpoint/coroutine/generator.hpp>
#include <cutpoint/coroutine/task.hpp>
#include <cutpoint/program/yield.hpp>

#include <optional>
#include <stdexcept>
#include <string>

namespace cutpoint::unit {

/// Suspends once, then throws.
inline task<int> fails() {
  co_await yield();
  throw std::runtime_error("the disk is full");
}

/// Counts for ever. Tells that it is closed, and that it goes.
inline generator<int> counts(mark_list& marks, std::string name = "generator") {
  const leaves_mark local(marks, name + " goes");
  try {
    for (int i = 1;; ++i) co_yield i;
  } catch (const generator_exit&) {
    marks.push_back(name + " is closed");
    throw;
  }
}

/// Yields once. Where it is closed, its cleanup throws.
inline generator<int> fails_in_cleanup(std::optional<leaves_mark> = {}) {
  bool closed = false;
  try {
    co_yield 1;
  } catch (const generator_exit&) {
    closed = true;
  }
  if (closed) throw std::runtime_error("the disk is full");
}

}  // namespace cutpoint::unit
