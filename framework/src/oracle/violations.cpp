// Promises that were seen broken while the run went on: invariants, double releases, refused drops.

#include "oracles.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

namespace cutpoint::oracles {

void judge_violations(const kernel& run, findings& found) {
  for (const violation& v : run.violations()) {
    // What an invariant says holds for the whole program, whoever was running when it broke.
    const task_control* const about = v.by == oracle::invariant ? nullptr : v.in;
    std::string message =
        v.by == oracle::invariant
            ? fmt::format("{}: {}{}", v.subject.text(), v.message, at_place(v.where))
            : fmt::format("{}{}{}", about != nullptr ? path_of(*about) + ": " : std::string(),
                          v.message, at_place(v.where));
    finding f{.identity = identity_of(v.by, v.subject, about),
              .message = std::move(message),
              .notes = {},
              .within = v.within};
    if (about != nullptr)
      for (std::string& line : stops_of(run, *about)) f.notes.push_back(std::move(line));
    if (v.by == oracle::invariant && v.in != nullptr)
      f.notes.push_back(fmt::format("seen after a step of {}", path_of(*v.in)));
    found.push_back(std::move(f));
  }
}

}  // namespace cutpoint::oracles
