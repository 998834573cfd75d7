#pragma once

#include "programs/run_once.hpp"

#include <cutpoint/fiber.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/search/baseline.hpp>
#include <cutpoint/search/strategy.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace cutpoint {

inline constexpr run_bounds every_mode = {
    .modes = {stop_mode::edge, stop_mode::level, stop_mode::drop, stop_mode::request}};

/// Runs one job of a strategy and lets it hear the end. Returns: the deviations that it took.
inline std::vector<deviation> run_job(strategy& takes, std::uint64_t job, const program& made,
                                      const run_bounds& bounds = {}) {
  std::vector<taken_choice> taken(1'000);
  std::size_t taken_count = 0;
  kernel run;
  if (!takes.begin_run(job)) return {};
  run.begin({.decides = takes,
             .bounds = bounds,
             .log = choice_log(taken_count, taken),
             .counting = ordinals::kept});
  made.start(run);
  run.loop();
  takes.end_run(run, {});
  std::vector<deviation> deviations = run.deviations();
  run.finish_run();
  return deviations;
}

/// Returns: what the baseline of `made` shows.
inline profile profile_of(const program& made, const run_bounds& bounds = {}) {
  baseline base;
  run_job(base, 0, made, bounds);
  return base.seen();
}

/// Returns: a deviation in a few words: `stop edge main/a parked db.begin#1 +0`.
inline std::string in_short(const deviation& d) {
  const choice_address& a = d.address;
  const std::string at = a.operation + "#" + std::to_string(a.ordinal);
  switch (a.kind) {
    case deviation_kind::stop:
      return "stop " + std::string(name_of(d.mode)) + " " + a.task + " " +
             std::string(name_of(a.at)) + " " + at + " +" + std::to_string(a.delay);
    case deviation_kind::pick:
    case deviation_kind::timer:
      return "pick " + d.picked + " after " + a.task + " " + at;
    case deviation_kind::run_on:
      return "run on " + a.task + " " + at;
    case deviation_kind::fault:
      return "fault " + at + " in " + a.task;
    case deviation_kind::value:
      return "value " + std::to_string(d.value) + " of " + at + " in " + a.task;
  }
  return {};
}

}  // namespace cutpoint
