// CB22. vertx-sql-client's pool, Java: eclipse-vertx/vertx-sql-client#1621.
//
// A connection is given back while the timer of a waiter has gone off already and can no longer be
// disarmed. Both sides think that they settle the request: the caller is told of a timeout, and the
// connection is delivered to a promise that nobody reads. Mended by looking at what disarming the
// timer said: where it came too late, the connection is recycled.
//
// Promise: a connection is idle or somebody has it.

#include "zoo/exhibit.hpp"
#include "zoo/timeouts/cb22_pool.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

using cb22::pool;

program one_release_before_the_timer(pool::too_late_to_disarm what) {
  return make_program([what] {
    pool connections(what);
    const auto counted =
        at_end("a connection is idle or lent out", [&] { return connections.counts_right(); });
    connections.acquire_for(0ms);
    auto client = spawn("client", [&] {
      if (connections.acquire_for(10ms)) connections.release();
    });
    await(yield("query"));
    connections.release();
    await(client.join());
  });
}

const on_show cb22({
    .id = "CB22",
    .title = "a connection is given to a waiter whose timer can no longer be disarmed",
    .expected = {.tasks = 2, .stops = 0, .reorders = 1},
    .complaint = {.by = oracle::invariant,
                  .subject = "a connection is idle or lent out",
                  .task = ""},
    .buggy = one_release_before_the_timer(pool::too_late_to_disarm::is_not_looked_at),
    .fixed = one_release_before_the_timer(pool::too_late_to_disarm::recycles_the_connection),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
