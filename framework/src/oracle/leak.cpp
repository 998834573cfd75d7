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

// A task that has not ended owns frames, and nobody knows how many.
std::uint64_t leaked_frames(const kernel& run) {
  const bool all_ended =
      run.end() == run_end::completed && std::ranges::all_of(run.tasks(), &task_control::ended);
  return all_ended ? run.live_frames() : 0;
}

}  // namespace

void judge_leaks(const kernel& run, findings& found) {
  for (const ledger_entry& entry : run.resources().entries()) {
    if (!leaked(run, entry)) continue;
    const std::string name = fmt::format("{}#{}", entry.kind.text(), entry.ordinal);
    finding f{.identity = identity_of(oracle::leak, entry.kind, entry.acquirer),
              .message = fmt::format(
                  "{}, acquired by {}{}, is never released", name,
                  entry.acquirer != nullptr ? path_of(*entry.acquirer) : std::string("no task"),
                  at_place(entry.acquired)),
              .notes = {}};
    if (entry.state == entry_state::outlived)
      f.notes.push_back(fmt::format("{} still held when {} ended", name, path_of(*entry.owner)));
    else
      f.notes.push_back(fmt::format("{} still held at the end", name));
    found.push_back(std::move(f));
  }
  if (const std::uint64_t frames = leaked_frames(run); frames > 0)
    found.push_back({.identity = identity_of(oracle::leak, "coroutine frame", nullptr),
                     .message = fmt::format("{} coroutine frame{} never destroyed", frames,
                                            frames == 1 ? " is" : "s are"),
                     .notes = {}});
}

}  // namespace cutpoint::oracles
