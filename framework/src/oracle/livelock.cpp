#include "oracles.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint::oracles {

void judge_livelock(const kernel& run, findings& found) {
  if (run.end() != run_end::steps_spent) return;
  const task_control* const busiest =
      *std::ranges::max_element(run.tasks(), {}, &task_control::steps);
  found.push_back({.identity = identity_of(oracle::livelock, {}, busiest),
                   .message = fmt::format("the run is not over after {} steps; {} took {} of them",
                                          run.steps(), path_of(*busiest), busiest->steps),
                   .notes = stops_of(run, *busiest)});
}

}  // namespace cutpoint::oracles
