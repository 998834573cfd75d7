// CB10. asyncio.Queue, Python: python/asyncio#256, mended in python/asyncio#269; and Tornado's,
// tornadoweb/tornado#2826.
//
// A put finds a getter that waits and moves the item straight into that getter's future. The getter
// is stopped before it runs, and the item, which is in the queue no more, goes with it. Mended by
// moving nothing: a put wakes, and the woken task fetches.
//
// Promise: every item put was received or is in the queue.

#include "zoo/exhibit.hpp"
#include "zoo/queues/cb10_queue.hpp"

#include <cutpoint/fiber.hpp>

namespace cutpoint::zoo {
namespace {

using cb10::queue;

program one_put_one_get(queue::put_does what) {
  return make_program([what] {
    queue jobs(what);
    std::size_t put = 0;
    std::size_t received = 0;
    const auto kept = at_end("no item is lost", [&] { return put == received + jobs.size(); });
    auto consumer = spawn("consumer", [&] {
      jobs.get();
      ++received;
    });
    await(yield("produce"));
    jobs.put(1);
    ++put;
    await(consumer.join());
  });
}

const on_show cb10({
    .id = "CB10",
    .title = "an item handed to a getter dies with the getter",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "no item is lost", .task = ""},
    .buggy = one_put_one_get(queue::put_does::hand_over_the_item),
    .fixed = one_put_one_get(queue::put_does::wake_only),
});

}  // namespace
}  // namespace cutpoint::zoo
