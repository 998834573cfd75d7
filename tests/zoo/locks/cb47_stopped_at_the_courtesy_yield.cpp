// CB47. anyio.Lock, Python: agronholm/anyio#398, mended in agronholm/anyio@4419414e.
//
// Acquiring a free lock waits for nobody, but lets others go first before it returns. A stop that
// comes there makes `acquire` throw while the lock is taken already; the caller never enters its
// block, so nobody releases.
//
// Promise: whoever `acquire` throws at does not hold the lock.

#include "zoo/exhibit.hpp"
#include "zoo/locks/cb47_lock.hpp"

#include <cutpoint/fiber.hpp>

namespace cutpoint::zoo {
namespace {

using cb47::lock;

program two_users(lock::stopped_at_the_yield what) {
  return make_program([what] {
    lock shared(what);
    const auto use = [&] {
      shared.acquire();
      shared.release();
    };
    auto first = spawn("first", use);
    await(yield("start"));
    use();
    await(first.join());
  });
}

const on_show cb47({
    .id = "CB47",
    .title = "acquire is stopped at its courtesy yield and keeps the free lock it took",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "lock.acquire", .task = "main"},
    .buggy = two_users(lock::stopped_at_the_yield::keeps_the_lock),
    .fixed = two_users(lock::stopped_at_the_yield::releases),
});

}  // namespace
}  // namespace cutpoint::zoo
