#include "oracles.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace cutpoint::oracles {
namespace {

bool leaked(const kernel& run, const ledger_entry& entry) {
  if (entry.state == entry_state::released) return false;
  // What is held while the program hangs is a symptom of the hang.
  return entry.state == entry_state::outlived || run.end() == run_end::completed;
}

// A task that has not ended owns frames and callbacks, and nobody knows how many.
bool all_ended(const kernel& run) {
  return run.end() == run_end::completed && std::ranges::all_of(run.tasks(), &task_control::ended);
}

finding leak_of(const kernel& run, const ledger_entry& entry) {
  const std::string name = fmt::format("{}#{}", entry.kind.text(), entry.ordinal);
  finding f{.identity = identity_of(oracle::leak, entry.kind, entry.acquirer),
            .message = fmt::format(
                "{}, acquired by {}{}, is never released", name,
                entry.acquirer != nullptr ? path_of(*entry.acquirer) : std::string("no task"),
                at_place(entry.acquired)),
            .notes = {}};
  if (entry.state != entry_state::outlived) {
    f.notes.push_back(fmt::format("{} still held at the end", name));
    return f;
  }
  f.notes.push_back(fmt::format("{} still held when {} ended", name, path_of(*entry.owner)));
  for (std::string& line : stops_of(run, *entry.owner)) f.notes.push_back(std::move(line));
  return f;
}

void judge_frames(const kernel& run, findings& found) {
  const std::uint64_t frames = run.live_frames();
  if (frames == 0) return;
  found.push_back({.identity = identity_of(oracle::leak, "coroutine frame", nullptr),
                   .message = fmt::format("{} coroutine frame{} never destroyed", frames,
                                          frames == 1 ? " is" : "s are"),
                   .notes = {}});
}

void judge_callbacks(const kernel& run, findings& found) {
  for (const task_control* const t : run.tasks()) {
    if (t->listeners == nullptr) continue;
    found.push_back({.identity = identity_of(oracle::leak, "stop callback", t),
                     .message = fmt::format("a stop callback of {}, which has ended, is never "
                                            "removed",
                                            path_of(*t)),
                     .notes = {}});
  }
}

}  // namespace

void judge_leaks(const kernel& run, findings& found) {
  for (const ledger_entry& entry : run.resources().entries())
    if (leaked(run, entry)) found.push_back(leak_of(run, entry));
  if (!all_ended(run)) return;
  judge_frames(run, found);
  judge_callbacks(run, found);
}

}  // namespace cutpoint::oracles
