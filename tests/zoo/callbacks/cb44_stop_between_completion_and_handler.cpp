// CB44. Composed operations of Boost.MySQL, C++: boostorg/mysql#199, mended in
// boostorg/mysql@f5ff3753.
//
// An operation of several steps has finished an inner read, whose handler is queued. A stop that
// comes now finds no inner operation to abort. The handler then begins the next step as if nothing
// had happened, and so does every one after it.
//
// Promise: a stopped query ends with the step in which it was stopped.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <optional>
#include <utility>

namespace cutpoint::zoo {
namespace {

class connection {
 public:
  /// Returns: false where the read was aborted, or the server has gone.
  bool read() {
    if (closed_) return false;
    reading_ = this_task::self();
    await(park("mysql.read"));
    return !aborted_;
  }
  void deliver() {
    if (reading_) wake(*std::exchange(reading_, {}));
  }
  void abort() {
    aborted_ = aborted_ || reading_;
    deliver();
  }
  void close() {
    closed_ = true;
    abort();
  }

 private:
  std::optional<task_ref> reading_;
  bool aborted_ = false;
  bool closed_ = false;
};

enum class stop_without_a_read { is_forgotten, ends_the_query };

void query(connection& server, stop_without_a_read what) {
  const stop_callback on_stop([&] { server.abort(); });
  if (this_task::stop_requested()) return;
  while (server.read())
    if (what == stop_without_a_read::ends_the_query && this_task::stop_requested()) return;
}

program server_with_many_rows(stop_without_a_read what) {
  return make_program([what] {
    connection server;
    auto client = spawn("query", [&] { query(server, what); });
    for (int row = 0; row < 4 && !this_task::stop_requested(); ++row) {
      await(yield("mysql.send"));
      server.deliver();
    }
    server.close();
    await(client.join());
  });
}

const on_show cb44({
    .id = "CB44",
    .title = "a stop between a read's completion and its handler is forgotten",
    .expected = {.tasks = 2, .stops = 1, .reorders = 1},
    .complaint = {.by = oracle::ignored_stop, .subject = "mysql.read", .task = "main/query"},
    .buggy = server_with_many_rows(stop_without_a_read::is_forgotten),
    .fixed = server_with_many_rows(stop_without_a_read::ends_the_query),
    // The promise is "with the step": two waits are more than any task needs behind its stop.
    .declares = {.modes = {stop_mode::request}, .patience = {.suspensions = 2}},
});

}  // namespace
}  // namespace cutpoint::zoo
