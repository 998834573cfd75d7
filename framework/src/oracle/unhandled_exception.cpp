#include "oracles.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <fmt/format.h>

#include <exception>

namespace cutpoint::oracles {
namespace {

std::string what_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "not a std::exception";
  }
}

}  // namespace

// An error that somebody took with the task's outcome is that somebody's to handle.
void judge_unhandled_exceptions(const kernel& run, findings& found) {
  for (const task_control* const t : run.tasks()) {
    if (!t->ended() || t->end != task_end::error || t->error_taken) continue;
    found.push_back(
        {.identity = identity_of(oracle::unhandled_exception, {}, t),
         .message = fmt::format("an exception leaves {}: {}", path_of(*t), what_of(t->error)),
         .notes = stops_of(run, *t)});
  }
}

}  // namespace cutpoint::oracles
