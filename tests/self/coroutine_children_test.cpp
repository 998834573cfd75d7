// The combinators where waiter and children are coroutines, which nobody can wait for in a
// destructor.

#include <cutpoint/program/timeout.hpp>
#include <cutpoint/program/when_all.hpp>
#include <cutpoint/program/when_any.hpp>

#include "self/every_run.hpp"
#include "self/inside.hpp"

#include <cutpoint/coroutine.hpp>
#include <cutpoint/program/at_end.hpp>
#include <cutpoint/program/mutex.hpp>
#include <cutpoint/program/sleep.hpp>
#include <cutpoint/program/spawn.hpp>

#include <chrono>
#include <functional>

namespace cutpoint::self {
namespace {

using namespace std::chrono_literals;

struct household {
  mutex door;
  int children = 0;
  int outlived = 0;
};

// However the operation is left, no child is.
class over {
 public:
  explicit over(household& h) : of_(&h) {}
  over(const over&) = delete;
  over& operator=(const over&) = delete;
  ~over() { of_->outlived += of_->children; }

 private:
  household* of_;
};

task<int> works(household& h) {
  const inside counted(h.children);
  const mutex_guard mine = co_await h.door.lock();
  co_await sleep_for(1s);
  co_return 7;
}

task<void> runs_all(household& h) {
  const over at_exit(h);
  const auto child = [&h] { return works(h); };
  co_await when_all(child, child);
}

task<void> runs_any(household& h) {
  const over at_exit(h);
  const auto child = [&h] { return works(h); };
  co_await when_any(child, child);
}

task<void> runs_for_a_while(household& h) {
  const over at_exit(h);
  const auto child = [&h] { return works(h); };
  try {
    co_await timeout(500ms, child);
  } catch (const timed_out&) {
  }
}

testing::AssertionResult leaves_no_child_behind(task<void> (*waiter)(household&)) {
  return passes_in_every_run(
      [waiter] {
        household h;
        const auto none_outlived = at_end("no child outlives its operation",
                                          [&h] { return h.outlived == 0 && h.children == 0; });
        const auto free = at_end("the mutex is free", [&h] { return !h.door.locked(); });
        auto waits = spawn("waiter", waiter, std::ref(h));
        await(waits.join());
      },
      {.deviations = 3, .stops = 2});
}

// One task and its children, at most three deviations, of which at most two are stops in any mode:
// exhaustive.
TEST(CoroutineChildrenInEveryRun, AreNotLeftBehindByWhenAll) {
  EXPECT_TRUE(leaves_no_child_behind(&runs_all));
}

TEST(CoroutineChildrenInEveryRun, AreNotLeftBehindByWhenAny) {
  EXPECT_TRUE(leaves_no_child_behind(&runs_any));
}

TEST(CoroutineChildrenInEveryRun, AreNotLeftBehindByTimeout) {
  EXPECT_TRUE(leaves_no_child_behind(&runs_for_a_while));
}

}  // namespace
}  // namespace cutpoint::self
