#pragma once

#include "programs/run_once.hpp"

#include <cutpoint/fiber.hpp>

#include <utility>
#include <vector>

namespace cutpoint {

/// Returns: what the oracles say of the benign run of `body`.
template <class Body>
std::vector<finding> judged(Body body, const run_bounds& bounds = {}, oracle_set off = {}) {
  programs::benign benign;
  return programs::run_once(make_program(std::move(body)), benign, bounds, off).found;
}

/// Returns: what the oracles say of the run of `body` in which `task` is stopped at `operation`.
template <class Body>
std::vector<finding> judged_when_stopped(Body body, const char* task, const char* operation,
                                         stop_mode mode = stop_mode::edge) {
  programs::stop_at stop(task, operation, mode);
  return programs::run_once(make_program(std::move(body)), stop, {.modes = {mode}}).found;
}

inline finding_identity identity(oracle by, const char* subject, const char* task) {
  return {.by = by, .subject = subject, .task = task};
}

}  // namespace cutpoint
