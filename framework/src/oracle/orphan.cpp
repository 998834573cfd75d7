#include "oracles.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

namespace cutpoint::oracles {

void judge_orphans(const kernel& run, findings& found) {
  for (const task_control* const t : run.tasks()) {
    if (!t->outlived) continue;
    finding f{.identity = identity_of(oracle::orphan, t->name, t),
              .message =
                  fmt::format("{} outlives {}, which spawned it", path_of(*t), path_of(*t->parent)),
              .notes = stops_of(run, *t->parent)};
    if (!t->ended()) f.notes.push_back(fmt::format("{} never ends", path_of(*t)));
    found.push_back(std::move(f));
  }
}

}  // namespace cutpoint::oracles
