// CB03. golang.org/x/sync/semaphore, Go: golang/go#37852, mended in golang/sync#10.
//
// A waiter that wants much stands at the head of the queue and holds up one that wants little. When
// its context ends it leaves the queue, and nobody looks whether the next one could go on now: it
// sleeps beside a free permit until some unrelated release.
//
// Promise: whoever is at the head of the queue wants more than is free.

#include "zoo/exhibit.hpp"
#include "zoo/locks/cb03_weighted_semaphore.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

using cb03::weighted_semaphore;

program big_before_small(weighted_semaphore::leaver what) {
  return make_program([what] {
    weighted_semaphore permits(2, what);
    const auto work =
        always("nobody waits for what is free", [&] { return permits.conserves_work(); });
    const auto use = [&](int wanted) {
      if (permits.acquire(wanted)) permits.release(wanted);
    };
    permits.acquire(1);
    auto big = spawn("big", use, 2);
    auto small = spawn("small", use, 1);
    await(sleep_for(1ms, "work"));
    permits.release(1);
    await(big.join());
    await(small.join());
  });
}

const on_show cb03({
    .id = "CB03",
    .title = "a big waiter leaves the head of a semaphore's queue, nobody looks at the next",
    .expected = {.tasks = 3, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "nobody waits for what is free", .task = ""},
    .buggy = big_before_small(weighted_semaphore::leaver::just_leaves),
    .fixed = big_before_small(weighted_semaphore::leaver::serves_those_behind),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
