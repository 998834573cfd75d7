// CB09. aiohttp's connection limit, Python: aio-libs/aiohttp#9670, mended in aio-libs/aiohttp#9671.
//
// Giving a connection back takes one waiter out of the queue and wakes it. Where that waiter's
// timeout cancels it before it runs, its handler looks for itself in the queue, does not find
// itself and thinks nothing of it: the free slot was meant for it, and nobody else hears of it.
//
// Promise: nobody waits while a slot is free.

#include "zoo/exhibit.hpp"

#include <cutpoint/coroutine.hpp>

#include <algorithm>
#include <deque>

namespace cutpoint::zoo {
namespace {

class connector {
 public:
  enum class not_in_queue { means_nothing, means_served };
  explicit connector(not_in_queue what) : what_(what) {}

  task<> connect() {
    while (connected_ == limit) {
      const task_ref self = this_task::self();
      waiting_.push_back(self);
      try {
        co_await park("connector.connect");
      } catch (const cancelled&) {
        const bool served = std::erase(waiting_, self) == 0;
        if (served && what_ == not_in_queue::means_served) wake_next();
        throw;
      }
    }
    ++connected_;
  }

  void close() {
    --connected_;
    wake_next();
  }

 private:
  static constexpr int limit = 1;

  void wake_next() {
    while (!waiting_.empty()) {
      const task_ref next = waiting_.front();
      waiting_.pop_front();
      if (wake(next)) return;
    }
  }

  not_in_queue what_;
  int connected_ = 0;
  std::deque<task_ref> waiting_;
};

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
