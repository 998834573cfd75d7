#include <cutpoint/program/future.hpp>

#include "self/every_run.hpp"

#include <cutpoint/program/at_end.hpp>
#include <cutpoint/program/scope.hpp>
#include <cutpoint/program/tracked.hpp>
#include <cutpoint/program/yield.hpp>

#include <stdexcept>
#include <utility>

namespace cutpoint::self {
namespace {

// The value is a ledger entry: it goes with whoever takes it, or with the last who could. A task
// that waits on for a promise that is gone hangs the program.
void one_promises_another_something(bool keeps) {
  promise<tracked<int>> promised("reply");
  bool settled = false;
  const auto told = at_end("the future is settled", [&settled] { return settled; });
  const future<tracked<int>> reply = promised.get_future();
  scope all;
  all.spawn("asks", [&reply] {
    try {
      const tracked<int> answer = await(reply.get());
    } catch (const std::runtime_error&) {
    }
  });
  all.spawn(
      "answers",
      [keeps](promise<tracked<int>> mine) {
        await(yield("thinks"));
        if (keeps)
          mine.set_value(tracked<int>("answer", 7));
        else
          mine.set_error(std::runtime_error("no answer"));
        await(yield("after"));
      },
      std::move(promised));
  await(all.join());
  settled = reply.settled();
}

// Two wait for the same signal.
void two_wait_for_one() {
  promise<void> done;
  const future<void> finished = done.get_future();
  scope all;
  for (int i = 0; i < 2; ++i) all.spawn("waits", [&finished] { await(finished.get()); });
  await(yield("works"));
  done.set_value();
  await(all.join());
}

// Two tasks, at most four deviations, of which at most two are stops in any mode: exhaustive.
TEST(FutureInEveryRun, TellsWhatBecameOfThePromise) {
  EXPECT_TRUE(passes_in_every_run([] { one_promises_another_something(true); },
                                  {.deviations = 4, .stops = 2}));
  EXPECT_TRUE(passes_in_every_run([] { one_promises_another_something(false); },
                                  {.deviations = 4, .stops = 2}));
}

TEST(FutureInEveryRun, TellsAllWhoWait) {
  EXPECT_TRUE(passes_in_every_run(&two_wait_for_one, {.deviations = 4, .stops = 2}));
}

}  // namespace
}  // namespace cutpoint::self
