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

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <list>
#include <vector>

namespace cutpoint::zoo {
namespace {

class pool {
 public:
  enum class unowned { is_not_looked_for, is_reclaimed };
  explicit pool(unowned what) : what_(what) {}

  void handle_request() {
    request mine(this_task::self());
    requests_.push_back(&mine);
    try {
      assign_connections();
      while (mine.uses == nullptr) await(park("pool.request"));
      mine.uses->now = state::open;
      await(yield("response"));
    } catch (...) {
      close(mine);
      throw;
    }
    close(mine);
  }

 private:
  static constexpr std::size_t slots = 1;
  enum class state { fresh, open, closed };
  struct connection {
    state now = state::fresh;
  };
  struct request {
    explicit request(task_ref t) : task(t) {}
    task_ref task;
    connection* uses = nullptr;
  };

  void close(request& done) {
    if (done.uses != nullptr && done.uses->now == state::open) done.uses->now = state::closed;
    std::erase(requests_, &done);
    assign_connections();
  }

  void assign_connections() {
    std::erase_if(connections_, [&](const connection& c) {
      return c.now == state::closed || (what_ == unowned::is_reclaimed && !has_owner(c));
    });
    for (request* const r : requests_) {
      if (r->uses != nullptr || connections_.size() == slots) continue;
      r->uses = &connections_.emplace_back();
      wake(r->task);
    }
  }

  bool has_owner(const connection& c) const {
    return std::ranges::any_of(requests_, [&](const request* r) { return r->uses == &c; });
  }

  unowned what_;
  std::vector<request*> requests_;
  std::list<connection> connections_;
};

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
