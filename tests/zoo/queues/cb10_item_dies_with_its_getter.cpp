// CB10. asyncio.Queue, Python: python/asyncio#256, mended in python/asyncio#269; and Tornado's,
// tornadoweb/tornado#2826.
//
// A put finds a getter that waits and moves the item straight into that getter's future. The getter
// is stopped before it runs, and the item, which is in the queue no more, goes with it. Mended by
// moving nothing: a put wakes, and the woken task fetches.
//
// Promise: every item put was received or is in the queue.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <deque>
#include <optional>

namespace cutpoint::zoo {
namespace {

class queue {
 public:
  enum class put_does { hand_over_the_item, wake_only };
  explicit queue(put_does what) : what_(what) {}

  int get() {
    while (items_.empty()) {
      getter mine(*this);
      getters_.push_back(&mine);
      await(park("queue.get", mine));
      if (mine.item) return *mine.item;
    }
    const int item = items_.front();
    items_.pop_front();
    return item;
  }

  void put(int item) {
    items_.push_back(item);
    wake_next();
  }

  std::size_t size() const { return items_.size(); }

 private:
  struct getter {
    explicit getter(queue& in_) : in(&in_), task(this_task::self()) {}
    void withdraw() noexcept { std::erase(in->getters_, this); }
    void give_back() noexcept {
      if (in->what_ == put_does::wake_only && !in->items_.empty()) in->wake_next();
    }
    queue* in;
    task_ref task;
    std::optional<int> item;
  };

  void wake_next() {
    if (getters_.empty()) return;
    getter& next = *getters_.front();
    getters_.pop_front();
    if (what_ == put_does::hand_over_the_item) {
      next.item = items_.front();
      items_.pop_front();
    }
    wake(next.task);
  }

  put_does what_;
  std::deque<int> items_;
  std::deque<getter*> getters_;
};

program one_put_one_get(queue::put_does what) {
  return make_program([what] {
    queue jobs(what);
    std::size_t put = 0;
    std::size_t received = 0;
    const auto kept = at_end("no item is lost", [&] { return put == received + jobs.size(); });
    auto consumer = spawn("consumer", [&] {
      jobs.get();
      ++received;
    });
    await(yield("produce"));
    jobs.put(1);
    ++put;
    await(consumer.join());
  });
}

const on_show cb10({
    .id = "CB10",
    .title = "an item handed to a getter dies with the getter",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "no item is lost", .task = ""},
    .buggy = one_put_one_get(queue::put_does::hand_over_the_item),
    .fixed = one_put_one_get(queue::put_does::wake_only),
});

}  // namespace
}  // namespace cutpoint::zoo
