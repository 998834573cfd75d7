#include "oracles.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint::oracles {
namespace {

std::string wait_of(const task_control& t) {
  const task_control* const other = t.node->waits_for();
  return fmt::format("{} waits at {}#{}{}{}", path_of(t), t.node->where().operation.text(),
                     std::max(1U, t.node->ordinal()),
                     other != nullptr ? fmt::format(" for {}", path_of(*other)) : std::string(),
                     at_place(t.node->where()));
}

bool waits(const task_control* t) {
  return t != nullptr && t->phase == task_phase::parked && t->node != nullptr;
}

// Follows who waits for whom, from `main`, to the task at which the trouble starts. Where the chain
// closes to a ring, that is the oldest task of the ring, however long the way into it was.
const task_control& end_of_chain(const kernel& run) {
  const task_control* t = run.tasks().front();
  for (std::size_t i = 0; i < run.tasks().size(); ++i) {
    const task_control* const next = t->node->waits_for();
    if (!waits(next)) return *t;
    t = next;
  }
  const task_control* oldest = t;
  for (const task_control* other = t->node->waits_for(); other != t;
       other = other->node->waits_for())
    if (other->id < oldest->id) oldest = other;
  return *oldest;
}

}  // namespace

void judge_deadlock(const kernel& run, findings& found) {
  if (run.end() != run_end::stuck) return;
  const task_control& last = end_of_chain(run);
  finding f{.identity = identity_of(oracle::deadlock, last.node->where().operation, &last),
            .message = fmt::format("nothing can run: {}", wait_of(last)),
            .notes = {}};
  for (const task_control* const t : run.tasks())
    if (waits(t)) f.notes.push_back(wait_of(*t));
  for (const task_control* const t : run.tasks())
    for (std::string& line : stops_of(run, *t)) f.notes.push_back(std::move(line));
  found.push_back(std::move(f));
}

}  // namespace cutpoint::oracles
