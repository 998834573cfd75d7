// Generators whose users are stopped: whatever happens, they are closed, and no frame is left.

#include "self/every_run.hpp"
#include "self/inside.hpp"

#include <cutpoint/coroutine.hpp>
#include <cutpoint/program/at_end.hpp>

#include <chrono>
#include <utility>

namespace cutpoint::self {
namespace {

using namespace std::chrono_literals;

struct shop {
  mutex door;
  int open = 0;      // cursors
  int unclosed = 0;  // generators that went without having seen their exit, or their end
};

generator<int> rows(shop& of, int last) {
  const inside cursor(of.open);
  ++of.unclosed;
  try {
    for (int i = 1; i <= last; ++i) co_yield i;
    --of.unclosed;
  } catch (const generator_exit&) {
    --of.unclosed;
    throw;
  }
}

generator<int> pages(shop& of) {
  co_yield elements_of(rows(of, 2));
  co_yield elements_of(rows(of, 2));
}

task<void> reads(shop& of, generator<int> from) {
  while (from.next()) {
    const mutex_guard mine = co_await of.door.lock();
    co_await yield("between");
  }
}

// A coroutine and a fiber that walk a chain of generators each, at most three deviations, of which
// at most two are stops in any mode: exhaustive. A frame that is left is a leak.
TEST(GeneratorsInEveryRun, AreClosedAndLeaveNoFrame) {
  EXPECT_TRUE(passes_in_every_run(
      [] {
        shop of;
        const auto closed =
            at_end("every generator is closed", [&of] { return of.open == 0 && of.unclosed == 0; });
        scope readers;
        readers.spawn("reads", [&of]() -> task<void> { co_await reads(of, pages(of)); });
        readers.spawn("peeks", [&of] {
          auto it = pages(of);
          it.next();
          const mutex_guard mine = await(of.door.lock());
          it.next();
        });
        await(readers.join());
      },
      {.deviations = 3, .stops = 2}));
}

}  // namespace
}  // namespace cutpoint::self
