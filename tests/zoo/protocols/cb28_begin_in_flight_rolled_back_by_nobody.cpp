// CB28. sqlx, Rust: transact-rs/sqlx#4393.
//
// BEGIN is sent and waited for, and the depth of transactions is raised behind the wait. Where the
// future is dropped during it, the guard that rolls back reads a depth of zero and does nothing,
// while the server has opened a transaction. The pool lends the connection on with it. Here mended
// by recording the depth before the wait; the repair of the real thing was not read.
//
// Promise: a connection that is in the pool has no transaction open.

#include "zoo/exhibit.hpp"

#include <cutpoint/coroutine.hpp>

#include <functional>

namespace cutpoint::zoo {
namespace {

enum class depth_is_raised { behind_the_reply, before_it };

struct connection {
  int open_on_server = 0;
  int depth = 0;
  bool in_pool = true;

  void send_begin() { ++open_on_server; }
  void start_rollback() {
    if (depth == 0) return;
    --depth;
    --open_on_server;
  }
};

struct lent {
  explicit lent(connection& c) : of(&c) { of->in_pool = false; }
  lent(const lent&) = delete;
  lent& operator=(const lent&) = delete;
  ~lent() { of->in_pool = true; }
  connection* of;
};

struct rollback_guard {
  explicit rollback_guard(connection& c) : on(&c) {}
  rollback_guard(const rollback_guard&) = delete;
  rollback_guard& operator=(const rollback_guard&) = delete;
  ~rollback_guard() { on->start_rollback(); }
  connection* on;
};

task<> begin_and_leave(connection& pooled, depth_is_raised when) {
  const lent until_the_end(pooled);
  const rollback_guard uncommitted(pooled);
  if (when == depth_is_raised::before_it) ++pooled.depth;
  pooled.send_begin();
  co_await yield("connection.reply");
  if (when == depth_is_raised::behind_the_reply) ++pooled.depth;
}

program one_transaction(depth_is_raised when) {
  return make_program([when]() -> task<> {
    connection pooled;
    const auto clean = always("no transaction is open in the pool",
                              [&] { return !pooled.in_pool || pooled.open_on_server == 0; });
    auto client = spawn("client", begin_and_leave, std::ref(pooled), when);
    co_await client.join();
  });
}

const on_show cb28({
    .id = "CB28",
    .title = "a dropped BEGIN is rolled back by nobody",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant,
                  .subject = "no transaction is open in the pool",
                  .task = ""},
    .buggy = one_transaction(depth_is_raised::behind_the_reply),
    .fixed = one_transaction(depth_is_raised::before_it),
    .declares = {.modes = {stop_mode::drop}},
});

}  // namespace
}  // namespace cutpoint::zoo
