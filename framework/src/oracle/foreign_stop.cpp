#include "oracles.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

namespace cutpoint::oracles {

void judge_foreign_stops(const kernel& run, findings& found) {
  for (const task_control* const t : run.tasks()) {
    if (!t->ended() || t->end != task_end::stopped || t->stop.ever_stopped) continue;
    found.push_back(
        {.identity = identity_of(oracle::foreign_stop, {}, t),
         .message = fmt::format("{} ends as stopped, but nobody stopped it", path_of(*t)),
         .notes = {}});
  }
}

}  // namespace cutpoint::oracles
