#include "oracles.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

namespace cutpoint::oracles {

void judge_swallowed_stops(const kernel& run, findings& found) {
  for (const task_control* const t : run.tasks()) {
    if (!t->ended() || t->end != task_end::value || !t->stop.thrown) continue;
    found.push_back(
        {.identity = identity_of(oracle::swallowed_stop, {}, t),
         .message = fmt::format("{} caught the stop and ended as if nothing had happened; "
                                "rethrow it, or say acknowledge_stop()",
                                path_of(*t)),
         .notes = stops_of(run, *t)});
  }
}

}  // namespace cutpoint::oracles
