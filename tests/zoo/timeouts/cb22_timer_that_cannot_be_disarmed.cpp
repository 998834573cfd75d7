// CB22. vertx-sql-client's pool, Java: eclipse-vertx/vertx-sql-client#1621.
//
// A connection is given back while the timer of a waiter has gone off already and can no longer be
// disarmed. Both sides think that they settle the request: the caller is told of a timeout, and the
// connection is delivered to a promise that nobody reads. Mended by looking at what disarming the
// timer said: where it came too late, the connection is recycled.
//
// Promise: a connection is idle or somebody has it.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <chrono>
#include <deque>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

class pool {
 public:
  enum class too_late_to_disarm { is_not_looked_at, recycles_the_connection };
  explicit pool(too_late_to_disarm what) : what_(what) {}

  // Returns: false where no connection came in time.
  bool acquire_for(virtual_duration limit) {
    if (idle_ == 0) {
      request mine(this_task::self());
      waiting_.push_back(&mine);
      this_kernel().clock().arm(mine, this_run::now() + limit);
      await(park("pool.acquire"));
      std::erase(waiting_, &mine);
      if (mine.timed_out) return false;
    } else {
      --idle_;
    }
    ++lent_;
    return true;
  }

  void release() {
    --lent_;
    recycle();
  }

  bool counts_right() const { return idle_ + lent_ == connections; }

 private:
  static constexpr int connections = 1;

  struct request final : timer {
    explicit request(task_ref t) : task(t) {}
    ~request() { this_kernel().clock().disarm(*this); }
    const task_control* waiter() const noexcept override { return &task.get(); }
    void fire() noexcept override {
      timed_out = true;
      wake(task);
    }
    task_ref task;
    bool timed_out = false;
  };

  void recycle() {
    while (!waiting_.empty()) {
      request& next = *waiting_.front();
      waiting_.pop_front();
      const bool disarmed = next.armed();
      this_kernel().clock().disarm(next);
      if (what_ == too_late_to_disarm::recycles_the_connection && !disarmed) continue;
      wake(next.task);
      return;
    }
    ++idle_;
  }

  too_late_to_disarm what_;
  int idle_ = connections;
  int lent_ = 0;
  std::deque<request*> waiting_;
};

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
