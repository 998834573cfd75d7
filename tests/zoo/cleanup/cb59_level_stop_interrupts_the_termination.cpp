// CB59. SQLAlchemy under anyio, Python: sqlalchemy/sqlalchemy#12077, mended in
// sqlalchemy/sqlalchemy#12076.
//
// After a stopped query the pool writes the connection off and terminates it, which has to wait for
// something once more. In a stopped scope of anyio every wait is stopped again, so the termination
// never gets through: the pool's books say closed, the server holds an open session.
//
// Promise: a connection that is written off is closed on the server.
//
// Under `edge` it takes a second stop; under `level` the first one does both.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>
#include <optional>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

enum class termination { open_to_stops, shielded };

class connection {
 public:
  connection() : session_(acquire("server session")) {}

  void query() { await(sleep_for(1ms, "query")); }
  void terminate() {
    await(yield("connection.terminate"));
    release(session_);
  }
  void close() { release(session_); }

 private:
  entry_id session_;
};

program query_and_give_up(termination how) {
  return make_program([how] {
    connection pooled;
    try {
      pooled.query();
    } catch (const cancelled&) {
      std::optional<shield> against_stops;
      if (how == termination::shielded) against_stops.emplace();
      pooled.terminate();
      throw;
    }
    pooled.close();
  });
}

const on_show cb59({
    .id = "CB59",
    .title = "a level stop interrupts the cleanup after itself, too",
    .expected = {.tasks = 1, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::leak, .subject = "server session", .task = "main"},
    .buggy = query_and_give_up(termination::open_to_stops),
    .fixed = query_and_give_up(termination::shielded),
    .declares = {.modes = {stop_mode::edge, stop_mode::level}},
});

}  // namespace
}  // namespace cutpoint::zoo
