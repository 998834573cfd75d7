// CB53. ConditionVariable of userver, C++: userver-framework/userver@6cde5bac5.
//
// A wait unlocks the mutex as part of going to sleep. A task that was cancelled before does not go
// to sleep, so it still holds the mutex; what follows the wait locks it all the same.
//
// Promise: nobody locks the mutex who holds it.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

class engine_mutex {
 public:
  void lock() {
    locked_twice_ = locked_twice_ || held_;
    held_ = true;
  }
  void unlock() { held_ = false; }
  bool held() const { return held_; }
  bool locked_twice() const { return locked_twice_; }

 private:
  bool held_ = false;
  bool locked_twice_ = false;
};

enum class relocks { always, if_it_was_unlocked };

// Nobody notifies: the time-out ends the wait.
void wait_for(engine_mutex& m, virtual_duration length, relocks when) {
  if (!this_task::stop_requested()) {
    m.unlock();
    await(sleep_for(length, "condition.wait"));
  }
  if (when == relocks::always || !m.held()) m.lock();
}

program wait_once(relocks when) {
  return make_program([when] {
    engine_mutex m;
    const auto sound = at_end("nobody locks a mutex twice", [&] { return !m.locked_twice(); });
    m.lock();
    wait_for(m, 1s, when);
    m.unlock();
  });
}

const on_show cb53({
    .id = "CB53",
    .title = "a wait by a task that was stopped before locks the mutex it still holds",
    .expected = {.tasks = 1, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "nobody locks a mutex twice", .task = {}},
    .buggy = wait_once(relocks::always),
    .fixed = wait_once(relocks::if_it_was_unlocked),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
