// CB02. anyio.Lock, Python: agronholm/anyio#1145.
//
// A stop kills the entry of a task that waits for the lock, but the entry stays in the queue until
// that task runs. A release in between steps over it, finds nobody alive and leaves the lock free.
// Whoever arrives then sees a queue that is not empty, and stands in line; the stopped task removes
// its own entry and, not being the owner, wakes nobody.
//
// Promise: nobody waits while the lock is free.

#include "zoo/exhibit.hpp"
#include "zoo/locks/cb02_lock.hpp"

#include <cutpoint/fiber.hpp>

namespace cutpoint::zoo {
namespace {

using cb02::lock;

program a_waiter_and_a_later_arrival(lock::dead_entry what) {
  return make_program([what] {
    lock shared(what);
    shared.acquire();
    auto a = spawn("a", [&] {
      shared.acquire();
      shared.release();
    });
    auto b = spawn("b", [&] {
      await(yield("on its way"));
      shared.acquire();
      shared.release();
    });
    await(yield("critical section"));
    shared.release();
    await(a.join());
    await(b.join());
  });
}

const on_show cb02({
    .id = "CB02",
    .title = "a dead entry in a lock's queue parks a later arrival on a free lock",
    .expected = {.tasks = 3, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "lock.acquire", .task = "main/b"},
    .buggy = a_waiter_and_a_later_arrival(lock::dead_entry::stays_until_its_task_runs),
    .fixed = a_waiter_and_a_later_arrival(lock::dead_entry::goes_with_the_release),
});

}  // namespace
}  // namespace cutpoint::zoo
