// CB15. Asio's awaitable operator|| over a channel and a timer, C++: chriskohlhoff/asio#1041.
//
// A coroutine awaits `receive || timer`. The timer expires, and before the coroutine runs a message
// reaches the receive, which is still under way: both have completed. The timer came first, so its
// result is the one that is reported; the message, which has left the channel, is thrown away.
// The thread names no repair; here the first to complete ends the other at once.
//
// Promise: every message sent was received or is in the channel.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>
#include <deque>
#include <optional>
#include <utility>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

enum class loser { is_cancelled_when_the_race_is_left, is_cancelled_at_once };

class channel {
 public:
  explicit channel(loser what) : what_(what) {}

  void send(int message) {
    if (receive_ == nullptr) return messages_.push_back(message);
    race& won = *std::exchange(receive_, nullptr);
    won.message = message;
    won.completes(completed::message);
  }

  // `receive || timer`. Returns: nothing where the timer came first.
  std::optional<int> receive_for(virtual_duration limit) {
    race operations(*this);
    receive_ = &operations;
    this_kernel().clock().arm(operations, this_run::now() + limit);
    await(park("receive || timer"));
    if (operations.first == completed::expiry) return std::nullopt;
    return operations.message;
  }

  std::size_t size() const { return messages_.size(); }

 private:
  enum class completed { none, message, expiry };
  struct race final : timer {
    explicit race(channel& c) : on(&c), task(this_task::self()) {}
    ~race() {
      this_kernel().clock().disarm(*this);
      if (on->receive_ == this) on->receive_ = nullptr;
    }
    const task_control* waiter() const noexcept override { return &task.get(); }
    void fire() noexcept override {
      if (on->what_ == loser::is_cancelled_at_once && on->receive_ == this) on->receive_ = nullptr;
      completes(completed::expiry);
    }
    void completes(completed what) {
      if (first != completed::none) return;
      first = what;
      wake(task);
    }
    channel* on;
    task_ref task;
    completed first = completed::none;
    std::optional<int> message;
  };

  loser what_;
  race* receive_ = nullptr;
  std::deque<int> messages_;
};

program one_message_before_the_timer(loser what) {
  return make_program([what] {
    channel events(what);
    std::size_t received = 0;
    const auto kept = at_end("no message is lost", [&] { return received + events.size() == 1; });
    auto receiver = spawn("receiver", [&] {
      if (events.receive_for(10ms)) ++received;
    });
    await(yield("send"));
    events.send(1);
    await(receiver.join());
  });
}

const on_show cb15({
    .id = "CB15",
    .title = "receive || timer: both complete, one result is kept",
    .expected = {.tasks = 2, .stops = 0, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "no message is lost", .task = ""},
    .buggy = one_message_before_the_timer(loser::is_cancelled_when_the_race_is_left),
    .fixed = one_message_before_the_timer(loser::is_cancelled_at_once),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
