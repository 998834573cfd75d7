// CB03. golang.org/x/sync/semaphore, Go: golang/go#37852, mended in golang/sync#10.
//
// A waiter that wants much stands at the head of the queue and holds up one that wants little. When
// its context ends it leaves the queue, and nobody looks whether the next one could go on now: it
// sleeps beside a free permit until some unrelated release.
//
// Promise: whoever is at the head of the queue wants more than is free.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <algorithm>
#include <chrono>
#include <deque>

namespace cutpoint::zoo {
namespace {

using namespace std::chrono_literals;

class weighted_semaphore {
 public:
  enum class leaver { just_leaves, serves_those_behind };
  weighted_semaphore(int size, leaver what) : what_(what), free_(size) {}

  // Returns: false where the caller's stop came first.
  bool acquire(int wanted) {
    if (waiting_.empty() && wanted <= free_) {
      free_ -= wanted;
      return true;
    }
    waiter mine{this_task::self(), wanted};
    waiting_.push_back(&mine);
    if (!this_task::stop_requested()) {
      const stop_callback on_stop([&] { wake(mine.task); });
      await(park("semaphore.acquire"));
    }
    if (mine.served) return true;
    const bool was_head = waiting_.front() == &mine;
    std::erase(waiting_, &mine);
    if (what_ == leaver::serves_those_behind && was_head) serve();
    return false;
  }

  void release(int given) {
    free_ += given;
    serve();
  }

  bool conserves_work() const { return waiting_.empty() || waiting_.front()->wanted > free_; }

 private:
  struct waiter {
    task_ref task;
    int wanted;
    bool served = false;
  };

  void serve() {
    while (!waiting_.empty() && waiting_.front()->wanted <= free_) {
      waiter& next = *waiting_.front();
      waiting_.pop_front();
      free_ -= next.wanted;
      next.served = true;
      wake(next.task);
    }
  }

  leaver what_;
  int free_;
  std::deque<waiter*> waiting_;
};

program big_before_small(weighted_semaphore::leaver what) {
  return make_program([what] {
    weighted_semaphore permits(2, what);
    const auto work =
        always("nobody waits for what is free", [&] { return permits.conserves_work(); });
    const auto use = [&](int wanted) {
      if (permits.acquire(wanted)) permits.release(wanted);
    };
    permits.acquire(1);
    auto big = spawn("big", use, 2);
    auto small = spawn("small", use, 1);
    await(sleep_for(1ms, "work"));
    permits.release(1);
    await(big.join());
    await(small.join());
  });
}

const on_show cb03({
    .id = "CB03",
    .title = "a big waiter leaves the head of a semaphore's queue, nobody looks at the next",
    .expected = {.tasks = 3, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "nobody waits for what is free", .task = ""},
    .buggy = big_before_small(weighted_semaphore::leaver::just_leaves),
    .fixed = big_before_small(weighted_semaphore::leaver::serves_those_behind),
    .declares = {.modes = {stop_mode::request}},
});

}  // namespace
}  // namespace cutpoint::zoo
