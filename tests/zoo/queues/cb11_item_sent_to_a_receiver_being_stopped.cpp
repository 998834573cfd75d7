// CB11. anyio's memory object stream, Python: agronholm/anyio#728, mended in agronholm/anyio#735.
//
// The scope of a parked receiver is cancelled, and before the receiver runs a sender matches it and
// gives it the item. The receiver goes on with the cancellation, and nobody has the item.
//
// Promise: every item that was sent was received. A receiver that is given an item before its scope
// is cancelled keeps it, and meets the cancellation at its next wait, as level cancellation has it.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <deque>
#include <optional>

namespace cutpoint::zoo {
namespace {

class stream {
 public:
  enum class sender { takes_the_first_receiver, skips_those_being_stopped };
  explicit stream(sender what) : what_(what) {}

  int receive() {
    receiver mine{this_task::self()};
    waiting_.push_back(&mine);
    try {
      await(park("stream.receive", mine));
    } catch (...) {
      std::erase(waiting_, &mine);
      throw;
    }
    return *mine.item;
  }

  // Returns: false where nobody is there to receive the item, which the caller keeps.
  bool try_send(int item) {
    while (!waiting_.empty()) {
      receiver& next = *waiting_.front();
      waiting_.pop_front();
      if (what_ == sender::skips_those_being_stopped && next.stop_is_pending) continue;
      next.item = item;
      wake(next.task);
      return true;
    }
    return false;
  }

 private:
  struct receiver {
    void withdraw() noexcept { stop_is_pending = true; }
    task_ref task;
    std::optional<int> item = {};
    bool stop_is_pending = false;
  };

  sender what_;
  std::deque<receiver*> waiting_;
};

program one_send_one_receive(stream::sender what) {
  return make_program([what] {
    stream events(what);
    int sent = 0;
    int received = 0;
    const auto kept = at_end("what is sent is received", [&] { return sent == received; });
    auto receiver = spawn("receiver", [&] {
      events.receive();
      ++received;
    });
    await(yield("produce"));
    if (events.try_send(1)) ++sent;
    receiver.stop(stop_mode::level);  // nothing else comes
    await(receiver.join());
  });
}

const on_show cb11({
    .id = "CB11",
    .title = "an item is sent to a receiver whose stop is under way",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "what is sent is received", .task = ""},
    .buggy = one_send_one_receive(stream::sender::takes_the_first_receiver),
    .fixed = one_send_one_receive(stream::sender::skips_those_being_stopped),
    .declares = {.modes = {stop_mode::level}},
});

}  // namespace
}  // namespace cutpoint::zoo
