// Programs of two to eight tasks, after those of SCTBench (Thomson, Donaldson, Betts, "Concurrency
// testing using schedule bounding", PPoPP 2014). A task may be overtaken before each access to what
// it shares, and before each lock; whoever spawns tasks yields behind each.

#include "zoo/schedules/suite.hpp"

#include <cutpoint/fiber.hpp>

#include <utility>

namespace cutpoint::schedules {
namespace {

enum class account_check { forgets_a_sign, adds_up };

void check_account(account_check how) {
  constexpr int x = 1, y = 2, z = 4;
  mutex lock("account.lock");
  shared<int> balance("balance", x);
  shared<bool> deposited("deposited");
  shared<bool> withdrawn("withdrawn");
  scope tasks;
  tasks.spawn("check", [&] {
    const mutex_guard mine = await(lock.lock());
    const bool both = await(deposited.load()) && await(withdrawn.load());
    const int expected = how == account_check::adds_up ? (x + y) - z : (x - y) - z;
    if (both) demand(await(balance.load()) == expected, "the balance");
  });
  await(yield("spawn"));
  const auto change = [&](int by, shared<bool>& done) {
    const mutex_guard mine = await(lock.lock());
    const int before = await(balance.load());
    await(balance.store(before + by));
    await(done.store(true));
  };
  tasks.spawn("deposit", change, y, std::ref(deposited));
  await(yield("spawn"));
  tasks.spawn("withdraw", change, -z, std::ref(withdrawn));
  await(yield("spawn"));
  await(tasks.join());
}

enum class driver { looks_then_counts, counts_then_looks };

// A request must not run once the driver has stopped, which waits for nobody but the count.
void stop_driver(driver how) {
  shared<int> pending("pending", 1);
  shared<bool> stopping("stopping");
  shared<bool> quiet("quiet");
  shared<bool> stopped("stopped");
  const auto leave = [&] {
    if (await(pending.update([](int& n) { return --n; })) == 0) await(quiet.store(true));
  };
  auto stopper = spawn("stopper", [&] {
    await(stopping.store(true));
    leave();
    if (await(quiet.load())) await(stopped.store(true));
  });
  await(yield("spawn"));
  const auto enter = [&] { await(pending.update([](int& n) { ++n; })); };
  bool admitted = false;
  if (how == driver::looks_then_counts) {
    admitted = !await(stopping.load());
    if (admitted) enter();
  } else {
    enter();
    admitted = !await(stopping.load());
    if (!admitted) leave();
  }
  if (admitted) {
    demand(!await(stopped.load()), "no request runs in a stopped driver");
    leave();
  }
  await(stopper.join());
}

enum class append { locks_twice, locks_once };

// What is appended may get shorter between asking for its length and copying it.
void append_buffer(append how) {
  mutex lock("buffer.lock");
  shared<int> count("buffer", 3);
  auto other = spawn("other", [&] {
    {
      const mutex_guard mine = await(lock.lock());
      await(count.store(0));
    }
    const mutex_guard mine = await(lock.lock());
    const int before = await(count.load());
    await(count.store(before + 3));
  });
  await(yield("spawn"));
  mutex_guard mine = await(lock.lock());
  const int length = await(count.load());
  if (how == append::locks_twice) {
    mine.unlock();
    mine = await(lock.lock());
  }
  demand(length <= await(count.load()), "what is copied is there");
  mine.unlock();
  await(other.join());
}

enum class others_lock { another_mutex, the_same };

void count_under_wrong_lock(int others, others_lock which) {
  mutex data_lock("data.lock");
  mutex this_lock("this.lock");
  shared<int> data("data");
  scope tasks;
  tasks.spawn("one", [&] {
    const mutex_guard mine = await(data_lock.lock());
    const int before = await(data.load());
    const int again = await(data.load());
    await(data.store(again + 1));
    demand(await(data.load()) == before + 1, "nobody else counts");
  });
  await(yield("spawn"));
  for (int i = 0; i < others; ++i) {
    tasks.spawn("other", [&] {
      const mutex_guard mine =
          await((which == others_lock::the_same ? data_lock : this_lock).lock());
      const int before = await(data.load());
      await(data.store(before + 1));
    });
    await(yield("spawn"));
  }
  await(tasks.join());
}

}  // namespace

subject account() {
  return {.name = "account",
          .buggy = make_program([] { check_account(account_check::forgets_a_sign); }),
          .fixed = make_program([] { check_account(account_check::adds_up); })};
}

subject bluetooth() {
  return {.name = "bluetooth",
          .buggy = make_program([] { stop_driver(driver::looks_then_counts); }),
          .fixed = make_program([] { stop_driver(driver::counts_then_looks); })};
}

subject string_buffer() {
  return {.name = "stringbuffer",
          .buggy = make_program([] { append_buffer(append::locks_twice); }),
          .fixed = make_program([] { append_buffer(append::locks_once); })};
}

subject wrong_lock(int others) {
  return {
      .name = "wronglock_" + std::to_string(others),
      .buggy = make_program([=] { count_under_wrong_lock(others, others_lock::another_mutex); }),
      .fixed = make_program([=] { count_under_wrong_lock(others, others_lock::the_same); })};
}

}  // namespace cutpoint::schedules
