#pragma once

#include "unit/check/brute_force.hpp"
#include "unit/check/checking.hpp"
#include "unit/shrink/replay_probe.hpp"

#include "check/confirm.hpp"

#include <cutpoint/search/random_walk.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

// What tests of least runs and of their proofs have in common.

namespace cutpoint::unit {

inline brute_force::places places_of(const std::vector<deviation>& deviations) {
  brute_force::places all;
  for (const deviation& d : deviations)
    all.emplace_back(static_cast<std::uint64_t>(d.number), d.move);
  return all;
}

inline std::vector<taken_choice> taken_of(const std::vector<deviation>& deviations) {
  std::vector<taken_choice> all;
  for (const deviation& d : deviations)
    all.push_back({static_cast<std::uint32_t>(d.number), d.move});
  return all;
}

inline options for_proofs(isolation where) {
  options wanted;
  wanted.out.clear();
  wanted.modes = {stop_mode::edge, stop_mode::drop};
  wanted.runs_in = where;
  wanted.proof_time = std::chrono::seconds(60);
  return wanted;
}

inline run_bounds bounds_of_proofs(const options& wanted) {
  return {.modes = wanted.modes,
          .order = wanted.order,
          .stops = wanted.stops,
          .faults = wanted.faults,
          .timers = wanted.early_timers};
}

/// Returns: what becomes of the first `count` failing runs of a random search.
inline std::vector<explained_finding> brought_down(const program& tried, const options& wanted,
                                                   std::size_t count) {
  in_process runs(tried, bounds_of_proofs(wanted));
  random_walk walk(seed{7}, 100'000, 1'000);
  const shared_pages pages;
  std::vector<explained_finding> all;
  for (std::uint64_t job = 0; all.size() < count && job < 100'000; ++job) {
    const judged_run made = runs.run(walk, job);
    if (made.found.empty()) continue;
    all.push_back(confirm(tried, wanted,
                          {.identity = made.found.front().identity,
                           .at = {},
                           .taken = taken_of(made.run.deviations),
                           .difference = {}},
                          *pages));
  }
  return all;
}

}  // namespace cutpoint::unit
