// CB09. aiohttp's connection limit, Python: aio-libs/aiohttp#9670, mended in aio-libs/aiohttp#9671.
//
// Giving a connection back takes one waiter out of the queue and wakes it. Where that waiter's
// timeout cancels it before it runs, its handler looks for itself in the queue, does not find
// itself and thinks nothing of it: the free slot was meant for it, and nobody else hears of it.
//
// Promise: nobody waits while a slot is free.

#include "zoo/exhibit.hpp"
#include "zoo/pools/cb09_connector.hpp"

#include <cutpoint/coroutine.hpp>

namespace cutpoint::zoo {
namespace {

using cb09::connector;

task<> fetch(connector& connections) {
  co_await connections.connect();
  connections.close();
}

program one_slot_two_waiters(connector::not_in_queue what) {
  return make_program([what]() -> task<> {
    connector connections(what);
    co_await connections.connect();
    auto a = spawn("a", fetch, std::ref(connections));
    auto b = spawn("b", fetch, std::ref(connections));
    co_await yield("transfer");
    connections.close();
    co_await a.join();
    co_await b.join();
  });
}

const on_show cb09({
    .id = "CB09",
    .title = "a timed-out waiter eats the connection slot that it was given",
    .expected = {.tasks = 3, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "connector.connect", .task = "main/b"},
    .buggy = one_slot_two_waiters(connector::not_in_queue::means_nothing),
    .fixed = one_slot_two_waiters(connector::not_in_queue::means_served),
});

}  // namespace
}  // namespace cutpoint::zoo
