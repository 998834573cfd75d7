#pragma once

#include <cutpoint/fiber.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/stop.hpp>

#include <gtest/gtest.h>

#include <concepts>
#include <cstdint>
#include <utility>

/// The framework's own primitives as programs under check.
namespace cutpoint::self {

inline constexpr stop_modes every_mode = {stop_mode::edge, stop_mode::level, stop_mode::drop,
                                          stop_mode::request};

/// Which runs a check makes: each with at most so many deviations from the benign one, of which at
/// most `stops` are stops, of any task but `main` or of a task with its descendants, and at most
/// `early_timers` are timers that fire early. The other deviations are reorders.
struct bound {
  stop_modes modes = every_mode;
  std::uint32_t deviations = 2;
  std::uint32_t stops = 2;
  std::uint32_t early_timers = 0;
};

/// Makes every run of `p` within `within`, in this process, and has each judged by all oracles.
///
/// Succeeds if no run failed and the enumeration was completed: none was left out, cut by a budget
/// or went astray. Else the message has the first failing run: findings, deviations and event log.
testing::AssertionResult passes_in_every_run(const program& p, const bound& within = {});

template <class Body>
  requires(!std::same_as<Body, program>)
testing::AssertionResult passes_in_every_run(Body body, const bound& within = {}) {
  return passes_in_every_run(make_program(std::move(body)), within);
}

}  // namespace cutpoint::self
