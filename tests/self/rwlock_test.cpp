#include <cutpoint/program/rwlock.hpp>

#include "self/every_run.hpp"
#include "self/inside.hpp"
#include "self/noted_leaving.hpp"

#include <cutpoint/program/always.hpp>
#include <cutpoint/program/at_end.hpp>
#include <cutpoint/program/scope.hpp>
#include <cutpoint/program/sleep.hpp>
#include <cutpoint/program/this_run.hpp>
#include <cutpoint/program/yield.hpp>

#include <chrono>

namespace cutpoint::self {
namespace {

using namespace std::chrono_literals;

struct house {
  rwlock door;
  int readers = 0;
  int writers = 0;

  bool is_free() const { return door.readers() == 0 && !door.locked_exclusively(); }
  void read() {
    const shared_guard mine = await(door.lock_shared());
    const inside counted(readers);
    await(yield());
  }
  void write() {
    const exclusive_guard mine = await(door.lock_exclusive());
    const inside counted(writers);
    await(yield());
  }
};

void readers_and_writers(bool second_is_writer) {
  house h;
  const auto alone = always("one writer or some readers",
                            [&h] { return h.writers == 0 || (h.writers == 1 && h.readers == 0); });
  const auto free = at_end("the lock is free", [&h] { return h.is_free(); });
  scope all;
  all.spawn("first", [&h] { h.read(); });
  all.spawn("second", [&h, second_is_writer] { second_is_writer ? h.write() : h.read(); });
  all.spawn("third", [&h] { h.write(); });
  all.spawn("fourth", [&h] { h.read(); });
  await(all.join());
}

// Four tasks, at most two deviations, stops in any mode: exhaustive.
TEST(RwlockInEveryRun, HoldsOneWriterOrSomeReadersAndIsHandedOn) {
  EXPECT_TRUE(passes_in_every_run([] { readers_and_writers(true); }));
}

TEST(RwlockInEveryRun, LetsReadersInTogether) {
  EXPECT_TRUE(passes_in_every_run([] { readers_and_writers(false); }));
}

// `main` reads for a while. A writer waits, and a reader behind it, who may go in as soon as the
// writer has given up.
void a_writer_in_line_gives_up() {
  house h;
  virtual_time writer_gone{};
  virtual_time reader_in{};
  const auto at_once = at_end("nobody waits in vain", [&] { return reader_in <= writer_gone; });
  const auto free = at_end("the lock is free", [&h] { return h.is_free(); });
  scope all;
  {
    const shared_guard mine = await(h.door.lock_shared());
    all.spawn("writes", [&] {
      const noted_leaving leaving(writer_gone);
      h.write();
    });
    all.spawn("reads", [&] {
      const shared_guard also_mine = await(h.door.lock_shared());
      reader_in = this_run::now();
      await(yield());
    });
    await(sleep_for(1s));
  }
  await(all.join());
}

// Two tasks and `main`, at most four deviations, of which at most two are stops in any mode:
// exhaustive.
TEST(RwlockInEveryRun, LetsNobodyWaitInVain) {
  EXPECT_TRUE(passes_in_every_run(&a_writer_in_line_gives_up, {.deviations = 4, .stops = 2}));
}

}  // namespace
}  // namespace cutpoint::self
