// CB16. httpcore's connection pool, Python: encode/httpcore#1093; repairs encode/httpcore#986 and
// encode/httpcore#1099 were open when the page was written.
//
// A pass over the pool, run by whoever closes a connection, assigns a fresh connection to a request
// that waits. The request is stopped before it runs and leaves the list of requests. Its connection
// was never opened, so it is neither idle nor closed: no rule of any later pass takes it out, and
// it fills its slot for ever.
//
// Promise: a slot of the pool is free again when no request uses it.

#include "zoo/exhibit.hpp"
#include "zoo/pools/cb16_pool.hpp"

#include <cutpoint/fiber.hpp>

namespace cutpoint::zoo {
namespace {

using cb16::pool;

program a_request_behind_another(pool::unowned what) {
  return make_program([what] {
    pool connections(what);
    auto behind = spawn("behind", [&] { connections.handle_request(); });
    connections.handle_request();
    await(behind.join());
    connections.handle_request();
  });
}

const on_show cb16({
    .id = "CB16",
    .title = "a connection is assigned to a request that is stopped before it opens it",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "pool.request", .task = "main"},
    .buggy = a_request_behind_another(pool::unowned::is_not_looked_for),
    .fixed = a_request_behind_another(pool::unowned::is_reclaimed),
});

}  // namespace
}  // namespace cutpoint::zoo
