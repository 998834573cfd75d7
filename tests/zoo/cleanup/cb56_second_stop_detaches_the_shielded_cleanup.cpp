// CB56. Watchers of kopf, Python: nolar/kopf#628.
//
// A stopped watcher awaits its cleanup behind `asyncio.shield`. A second stop does not reach the
// cleanup, which is a task of its own, but it does reach the waiting: the watcher ends, and the
// cleanup goes on without an owner.
//
// Promise: when the watcher has ended, its cleanup has.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <memory>

namespace cutpoint::zoo {
namespace {

enum class second_stop { ends_the_waiting, is_thrown_after_it };

// Wakes a task when it goes, as a future does whose task has ended.
struct ending {
  explicit ending(task_ref waiting_) : waiting(waiting_) {}
  ~ending() { wake(waiting); }
  ending(const ending&) = delete;
  ending& operator=(const ending&) = delete;
  task_ref waiting;
};

void await_shielded(task_ref inner, second_stop what) {
  while (!inner.ended()) {
    try {
      await(park("cleanup.wait"));
    } catch (const cancelled&) {
      if (what == second_stop::ends_the_waiting) throw;
    }
  }
}

program watcher(second_stop what) {
  return make_program([what] {
    try {
      await(yield("watch"));
    } catch (const cancelled&) {
      auto cleanup = spawn("cleanup", [ended = std::make_unique<ending>(this_task::self())] {
        await(yield("cleanup"));
      });
      await_shielded(cleanup.detach(), what);
      throw;
    }
  });
}

const on_show cb56({
    .id = "CB56",
    .title = "a second stop ends the waiting for a shielded cleanup, which goes on alone",
    .expected = {.tasks = 2, .stops = 2, .reorders = 0},
    .complaint = {.by = oracle::orphan, .subject = "cleanup", .task = "main/cleanup"},
    .buggy = watcher(second_stop::ends_the_waiting),
    .fixed = watcher(second_stop::is_thrown_after_it),
});

}  // namespace
}  // namespace cutpoint::zoo
