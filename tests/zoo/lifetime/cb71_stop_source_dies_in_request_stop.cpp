// CB71. when_any of stdexec, C++: NVIDIA/stdexec#2115.
//
// A stop from outside is passed to the stop source of the group. Every child completes inline, in
// its callback; the last one completes the group, whose state holds that very stop source. Control
// then returns into the loop over the callbacks of an object that is gone.
//
// Promise: the stop source lives as long as somebody is inside it.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

class source_of_stops {
 public:
  void on_stop(std::function<void()> callback) { callbacks_.push_back(std::move(callback)); }

  void request_stop() {
    if (std::exchange(requested_, true)) return;
    for (const auto& callback : callbacks_) {
      callback();
      // Here the loop reads its own state to find the next callback.
      touched_dead_ = touched_dead_ || destroyed_;
    }
  }

  // The memory stays, so that the model can tell who touches it.
  void destroy() { destroyed_ = true; }
  bool touched_dead() const { return touched_dead_; }

 private:
  std::vector<std::function<void()>> callbacks_;
  bool requested_ = false;
  bool destroyed_ = false;
  bool touched_dead_ = false;
};

/// Completes when one child has, and the others were stopped. Its state goes with the last child.
class when_any {
 public:
  enum class request_stop_counts { as_nobody, as_one_child };
  explicit when_any(request_stop_counts how) : how_(how) {
    for (child& c : children_) state_.on_stop([this, &c] { complete(c); });
  }

  void stop() {
    if (how_ == request_stop_counts::as_nobody) return state_.request_stop();
    ++left_;
    state_.request_stop();
    leave();
  }
  void complete_first_child() { complete(children_.front()); }
  bool sound() const { return !state_.touched_dead(); }

 private:
  struct child {
    bool completed = false;
  };

  void complete(child& c) {
    if (std::exchange(c.completed, true)) return;
    state_.request_stop();
    leave();
  }
  void leave() {
    if (--left_ == 0) state_.destroy();
  }

  request_stop_counts how_;
  std::vector<child> children_{2};
  std::size_t left_ = 2;
  source_of_stops state_;
};

program timer_and_another(when_any::request_stop_counts how) {
  return make_program([how] {
    when_any group(how);
    const auto alive = at_end("nobody is inside a dead stop source", [&] { return group.sound(); });
    const stop_callback on_stop([&] { group.stop(); });
    await(sleep_for(1s, "timer"));
    group.complete_first_child();
  });
}

const on_show cb71({
    .id = "CB71",
    .title = "all children complete in request_stop and destroy the stop source under it",
    .expected = {.tasks = 1, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant,
                  .subject = "nobody is inside a dead stop source",
                  .task = {}},
    .buggy = timer_and_another(when_any::request_stop_counts::as_nobody),
    .fixed = timer_and_another(when_any::request_stop_counts::as_one_child),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
