// CB54. kotlinx.coroutines Semaphore, Kotlin: Kotlin/kotlinx.coroutines#1323.
//
// Bugs like CB01 mended without looking: a waiter that leaves because of a stop resumes the next
// one, whether or not it had been given a permit itself. So a permit comes from nowhere.
//
// Promise: no more tasks are inside than there are permits.

#include "zoo/exhibit.hpp"
#include "zoo/locks/cb54_semaphore.hpp"

#include <cutpoint/fiber.hpp>

namespace cutpoint::zoo {
namespace {

using cb54::semaphore;

class visitor {
 public:
  visitor(semaphore& permits, int& inside) : permits_(permits), inside_(inside) {
    permits_.acquire();
    ++inside_;
  }
  ~visitor() {
    --inside_;
    permits_.release();
  }
  visitor(const visitor&) = delete;
  visitor& operator=(const visitor&) = delete;

 private:
  semaphore& permits_;
  int& inside_;
};

program one_permit_three_visitors(semaphore::stopped_waiter what) {
  return make_program([what] {
    semaphore permits(1, what);
    int inside = 0;
    const auto limited = always("at most one is inside", [&] { return inside <= 1; });
    const auto visit = [&] {
      const visitor here(permits, inside);
      await(yield("work"));
    };
    auto a = spawn("a", visit);
    auto b = spawn("b", visit);
    {
      const visitor here(permits, inside);
      await(yield("work"));
      await(yield("work"));
    }
    await(a.join());
    await(b.join());
  });
}

const on_show cb54({
    .id = "CB54",
    .title = "a stopped waiter resumes the next one although it was given no permit",
    .expected = {.tasks = 3, .stops = 1, .reorders = 1},
    .complaint = {.by = oracle::invariant, .subject = "at most one is inside", .task = {}},
    .buggy = one_permit_three_visitors(semaphore::stopped_waiter::always_resumes_the_next),
    .fixed = one_permit_three_visitors(semaphore::stopped_waiter::passes_on_what_it_was_given),
});

}  // namespace
}  // namespace cutpoint::zoo
