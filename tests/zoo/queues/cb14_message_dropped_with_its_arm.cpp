// CB14. marmot mdk's event loop on tokio::select!, Rust: marmot-protocol/mdk#712.
//
// One arm of the loop's select takes a message out of the queue and then waits, in the same arm,
// until the message is processed. When a timer or a command makes a sibling ready, the arm is
// dropped: the message has left the queue and was never processed. Mended by letting only the
// dequeue, which is safe to drop, take part in the race. That a sibling wins is the search's part
// here: it drops the arm.
//
// Promise: when the loop is done, every message was processed.

#include "zoo/exhibit.hpp"

#include <cutpoint/coroutine.hpp>

#include <deque>
#include <functional>

namespace cutpoint::zoo {
namespace {

class inbox {
 public:
  void push(int message) {
    messages_.push_back(message);
    arrived_.release();
  }
  task<int> pop() {
    permit one = co_await arrived_.acquire();
    one.detach();
    const int message = messages_.front();
    messages_.pop_front();
    co_return message;
  }
  bool empty() const { return messages_.empty(); }

 private:
  semaphore arrived_{0, "inbox.pop"};
  std::deque<int> messages_;
};

class store {
 public:
  task<> persist(int message) {
    co_await yield("store.persist");
    sum_ += message;
  }
  int sum() const { return sum_; }

 private:
  int sum_ = 0;
};

task<int> pop(inbox& from) { co_return co_await from.pop(); }

task<int> pop_and_persist(inbox& from, store& into) {
  const int message = co_await from.pop();
  co_await into.persist(message);
  co_return message;
}

enum class arm { dequeues_and_processes, only_dequeues };

program one_message(arm what) {
  return make_program([what]() -> task<> {
    inbox messages;
    store kept;
    messages.push(1);
    while (!messages.empty()) {
      auto receive = what == arm::only_dequeues
                         ? spawn("receive", pop, std::ref(messages))
                         : spawn("receive", pop_and_persist, std::ref(messages), std::ref(kept));
      auto message = co_await receive.join();
      if (!message) continue;  // a sibling won: once more round the loop
      if (what == arm::only_dequeues) co_await kept.persist(message.value());
    }
    // Only of a loop that came to its end: one that was dropped itself has no say in it.
    const auto processed = at_end("every message is processed", [&] { return kept.sum() == 1; });
  });
}

const on_show cb14({
    .id = "CB14",
    .title = "a message is taken from the queue and dropped with the arm that processes it",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "every message is processed", .task = ""},
    .buggy = one_message(arm::dequeues_and_processes),
    .fixed = one_message(arm::only_dequeues),
    .declares = {.modes = {stop_mode::drop}},
});

}  // namespace
}  // namespace cutpoint::zoo
