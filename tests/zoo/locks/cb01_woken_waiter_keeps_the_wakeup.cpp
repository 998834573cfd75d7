// CB01. asyncio.Semaphore, Python: python/asyncio#270, mended in python/asyncio#271.
//
// A release wakes the waiter at the head of the queue, which then takes the permit when it runs.
// One that is stopped in between leaves without the permit and tells nobody: the permit is free,
// the next in line sleeps on, and no further release is due.
//
// Promise: nobody waits while a permit is free.

#include "zoo/exhibit.hpp"
#include "zoo/locks/cb01_semaphore.hpp"

#include <cutpoint/fiber.hpp>

namespace cutpoint::zoo {
namespace {

using cb01::semaphore;

program one_release_two_waiters(semaphore::woken_and_stopped what) {
  return make_program([what] {
    semaphore permits(what);
    const auto use = [&] {
      permits.acquire();
      permits.release();
    };
    auto a = spawn("a", use);
    auto b = spawn("b", use);
    await(yield("open"));
    permits.release();
    await(a.join());
    await(b.join());
  });
}

const on_show cb01({
    .id = "CB01",
    .title = "a semaphore's woken waiter is stopped and keeps the wake-up",
    .expected = {.tasks = 3, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "semaphore.acquire", .task = "main/b"},
    .buggy = one_release_two_waiters(semaphore::woken_and_stopped::keeps_quiet),
    .fixed = one_release_two_waiters(semaphore::woken_and_stopped::wakes_the_next),
});

}  // namespace
}  // namespace cutpoint::zoo
