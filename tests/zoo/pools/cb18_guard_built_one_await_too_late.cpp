// CB18. bb8, Rust: djc/bb8#59, djc/bb8#67.
//
// `get` takes a raw connection out of the idle list and waits for a health check before it wraps
// the connection into the guard that gives it back. A timeout of the caller drops the future there:
// the connection goes with the frame, and the pool still counts it.
//
// Promise: the pool counts the connections that are idle or lent out, and no others.

#include "zoo/exhibit.hpp"
#include "zoo/pools/cb18_pool.hpp"

#include <cutpoint/coroutine.hpp>

namespace cutpoint::zoo {
namespace {

using cb18::pool;

task<> query(pool& connections) {
  const pool::guard connection = co_await connections.get();
  co_await yield("connection.query");
}

program one_query(pool::guards when) {
  return make_program([when]() -> task<> {
    pool connections(when);
    const auto counted =
        at_end("counted = idle + lent out", [&] { return connections.counts_right(); });
    auto client = spawn("client", query, std::ref(connections));
    co_await client.join();
  });
}

const on_show cb18({
    .id = "CB18",
    .title = "a pool builds the guard of a connection one await too late",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "counted = idle + lent out", .task = ""},
    .buggy = one_query(pool::guards::behind_the_check),
    .fixed = one_query(pool::guards::before_the_check),
    .declares = {.modes = {stop_mode::drop}},
});

}  // namespace
}  // namespace cutpoint::zoo
