// CB37. async-timeout, Python: aio-libs-abandoned/async-timeout#230 and #229.
//
// The timer of a timeout scope stops its task. Before that task has left the scope, somebody else
// stops it too. The scope sees "expired" and a cancellation, makes a timeout of both, and the
// caller deals with the timeout and carries on. Mended, as CPython 3.11 did, by counting the
// requests: what was asked for more than once is not the timer's alone.
//
// Promise: a stop from outside ends the worker.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>
#include <utility>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

// A wait of the task that makes it, which counts the stops that reach it there.
class counting_wait {
 public:
  explicit counting_wait(int& stops) : stops_(&stops) {}
  void withdraw() noexcept { ++*stops_; }
  void give_back() noexcept { ++*stops_; }

 private:
  int* stops_;
};

template <class Call>
class alarm final : timer {
 public:
  alarm(virtual_duration after, Call call) : task_(this_task::self()), call_(std::move(call)) {
    this_kernel().clock().arm(*this, this_run::now() + after);
  }
  ~alarm() { this_kernel().clock().disarm(*this); }

 private:
  const task_control* waiter() const noexcept override { return &task_.get(); }
  void fire() noexcept override { call_(task_); }

  task_ref task_;
  Call call_;
};

class timeout {
 public:
  enum class takes_for_its_own { every_stop, one_stop };
  timeout(takes_for_its_own what, int& stops) : what_(what), stops_(&stops) {}

  // Returns: false where the time was up.
  template <class Body>
  bool run(virtual_duration limit, Body body) {
    const alarm deadline(limit, [&](task_ref t) {
      if (what_ == takes_for_its_own::one_stop && *stops_ > 0) return;
      expired_ = true;
      this_kernel().stop(t.get(), stop_mode::edge);
    });
    try {
      body();
      return true;
    } catch (const cancelled&) {
      if (!expired_ || (what_ == takes_for_its_own::one_stop && *stops_ > 1)) throw;
      this_task::acknowledge_stop();
      return false;
    }
  }

  bool expired() const { return expired_; }

 private:
  takes_for_its_own what_;
  int* stops_;
  bool expired_ = false;
};

program a_server_that_never_answers(timeout::takes_for_its_own what) {
  return make_program([what] {
    bool carried_on = false;
    int stops = 0;
    timeout scope(what, stops);
    const auto heard = at_end("a stop from outside ends the worker",
                              [&] { return !carried_on || stops == (scope.expired() ? 1 : 0); });
    auto worker = spawn("worker", [&] {
      counting_wait counted(stops);
      scope.run(10ms, [&] {
        try {
          await(park("server.answer", counted));
        } catch (const cancelled&) {
          const alarm closed(1ms, [](task_ref t) { wake(t); });
          await(park("connection.close", counted));
          throw;
        }
      });
      carried_on = true;
    });
    await(worker.join());
  });
}

const on_show cb37({
    .id = "CB37",
    .title = "a timeout hides the stop that came before its scope was left",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant,
                  .subject = "a stop from outside ends the worker",
                  .task = ""},
    .buggy = a_server_that_never_answers(timeout::takes_for_its_own::every_stop),
    .fixed = a_server_that_never_answers(timeout::takes_for_its_own::one_stop),
});

}  // namespace
}  // namespace cutpoint::zoo
