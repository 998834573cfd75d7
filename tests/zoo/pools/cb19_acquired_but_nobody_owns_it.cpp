// CB19. asyncpg's pool.acquire under asyncio.wait_for, Python: MagicStack/asyncpg#547 and #467,
// python/cpython#81839; mended in MagicStack/asyncpg@2bac166.
//
// The caller waits for an inner task that acquires a connection. It is cancelled in the very turn
// in which the inner task ends with one: wait_for raises the cancellation although there is a
// result, and nobody owns the connection. The first repair returned the result, and with that ate
// the cancellation: CB33. Mended for good, as in Python 3.12, by acquiring in the caller's own
// task. The timer of wait_for plays no part and is left out.
//
// Promise: when nobody holds a connection, all are in the pool.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <optional>
#include <utility>

namespace cutpoint::zoo {
namespace {

class pool {
 public:
  struct connection {};

  connection acquire() {
    permit taken = await(free_.acquire());
    taken.detach();
    return {};
  }
  void release(connection) { free_.release(); }
  bool is_full() const { return free_.available() == 1; }

 private:
  semaphore free_{1, "pool.acquire"};
};

template <class T>
std::optional<T> wait_for(task_handle<T> inner) {
  try {
    outcome<T> result = await(inner.join());
    if (!result) return std::nullopt;
    return std::move(result).value();
  } catch (const cancelled&) {
    inner.stop();
    const shield until_it_has_ended;
    await(inner.join());
    throw;
  }
}

enum class acquired_in { an_inner_task, the_callers_task };

program one_query(acquired_in where) {
  return make_program([where] {
    pool connections;
    const auto all_back =
        at_end("every connection goes back", [&] { return connections.is_full(); });
    const auto acquire = [&] { return connections.acquire(); };
    const std::optional<pool::connection> taken =
        where == acquired_in::the_callers_task ? acquire() : wait_for(spawn("acquire", acquire));
    if (!taken) return;
    finally([] { await(yield("query")); }, [&] { connections.release(*taken); });
  });
}

const on_show cb19({
    .id = "CB19",
    .title = "wait_for is cancelled when its inner task has acquired: nobody owns the connection",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "every connection goes back", .task = ""},
    .buggy = one_query(acquired_in::an_inner_task),
    .fixed = one_query(acquired_in::the_callers_task),
});

}  // namespace
}  // namespace cutpoint::zoo
