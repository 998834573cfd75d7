// CB05. asyncio.Condition, Python: python/cpython#112202, mended in python/cpython#112201.
//
// notify(1) picks one waiter. If that one is stopped before it returns from its wait, be it before
// it runs or while it takes the lock again, it leaves with the stop and tells nobody. The item it
// was told of stays, beside a consumer that was never told.
//
// Promise: no consumer waits while an item is there.

#include "zoo/exhibit.hpp"
#include "zoo/locks/cb05_condition_variable.hpp"

#include <cutpoint/fiber.hpp>

namespace cutpoint::zoo {
namespace {

using cb05::condition_variable;

program one_item_two_consumers(condition_variable::notified_and_stopped what) {
  return make_program([what] {
    mutex lock("buffer.lock");
    condition_variable not_empty(lock, what);
    int items = 0;
    const auto put = [&] {
      const mutex_guard held = await(lock.lock());
      ++items;
      not_empty.notify_one();
    };
    const auto take_and_put_back = [&] {
      {
        mutex_guard held = await(lock.lock());
        while (items == 0) not_empty.wait(held);
        --items;
      }
      const shield an_item_taken_is_put_back;
      put();
    };
    auto a = spawn("a", take_and_put_back);
    auto b = spawn("b", take_and_put_back);
    await(yield("produce"));
    put();
    await(a.join());
    await(b.join());
  });
}

const on_show cb05({
    .id = "CB05",
    .title = "a condition's notified waiter is stopped and keeps the notification",
    .expected = {.tasks = 3, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::deadlock, .subject = "condition.wait", .task = "main/b"},
    .buggy = one_item_two_consumers(condition_variable::notified_and_stopped::keeps_quiet),
    .fixed = one_item_two_consumers(condition_variable::notified_and_stopped::notifies_another),
});

}  // namespace
}  // namespace cutpoint::zoo
