// CB33. asyncio.wait_for, Python: python/cpython#86296, introduced by python/cpython#26097.
//
// The caller is cancelled in the very turn in which the inner task that it waits for ends. wait_for
// prefers the result and returns it: the cancellation is spent, and nobody has seen it. A worker
// loop around it goes on for ever. Mended in Python 3.12, where the inner work is part of the
// caller's own task. The timer of wait_for plays no part and is left out.
//
// Promise: a worker that is stopped stops.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

namespace cutpoint::zoo {
namespace {

enum class runs_in { an_inner_task, the_callers_task };

void fetch() { await(yield("fetch")); }

void wait_for(runs_in where) {
  if (where == runs_in::the_callers_task) return fetch();
  auto inner = spawn("fetch", fetch);
  try {
    await(inner.join());
  } catch (const cancelled&) {
    inner.stop();
    const shield until_it_has_ended;
    const outcome<void> result = await(inner.join());
    if (!result) throw;
  }
}

program a_worker(runs_in where) {
  return make_program([where] {
    wait_for(where);
    await(yield("next job"));
  });
}

const on_show cb33({
    .id = "CB33",
    .title = "wait_for returns its result and eats the stop that came with it",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::swallowed_stop, .subject = "", .task = "main"},
    .buggy = a_worker(runs_in::an_inner_task),
    .fixed = a_worker(runs_in::the_callers_task),
});

}  // namespace
}  // namespace cutpoint::zoo
