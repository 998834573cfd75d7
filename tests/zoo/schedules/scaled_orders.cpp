// Programs that grow: with the number of tasks the chance of a random schedule to fail them falls,
// while the bug stays as simple as it was. After SCTBench, as in short_orders.cpp.

#include "zoo/schedules/suite.hpp"

#include <cutpoint/fiber.hpp>

#include <deque>
#include <utility>

namespace cutpoint::schedules {
namespace {

enum class forks { left_first, last_takes_right_first };

void dine(int count, forks how) {
  std::deque<mutex> fork;
  for (int i = 0; i < count; ++i) fork.emplace_back(label("fork" + std::to_string(i) + ".lock"));
  scope table;
  for (int i = 0; i < count; ++i) {
    int first = i;
    int second = (i + 1) % count;
    if (how == forks::last_takes_right_first && second == 0) std::swap(first, second);
    table.spawn("philosopher", [&fork, first, second] {
      const mutex_guard one = await(fork[static_cast<std::size_t>(first)].lock());
      const mutex_guard other = await(fork[static_cast<std::size_t>(second)].lock());
    });
    await(yield("spawn"));
  }
  await(table.join());
}

enum class stages { each_for_itself, in_one };

// Each writer publishes in two stages; a reader may see the first without the second.
void publish(int writers, stages how) {
  mutex first_lock("first.lock");
  mutex second_lock("second.lock");
  shared<int> first("first");
  shared<int> second("second");
  scope tasks;
  for (int i = 0; i < writers; ++i) {
    tasks.spawn("writer", [&] {
      mutex_guard one = await(first_lock.lock());
      await(first.store(1));
      if (how == stages::each_for_itself) one.unlock();
      const mutex_guard other = await(second_lock.lock());
      const int seen = await(first.load());
      await(second.store(seen + 1));
    });
    await(yield("spawn"));
  }
  tasks.spawn("reader", [&] {
    mutex_guard one = await(first_lock.lock());
    const int seen = await(first.load());
    one.unlock();
    if (seen == 0) return;
    const mutex_guard other = await(second_lock.lock());
    demand(await(second.load()) == seen + 1, "both stages or none");
  });
  await(yield("spawn"));
  await(tasks.join());
}

enum class pair { unguarded, guarded };

// Setters set a pair, and a checker must never see half of one.
void set_pairs(int setters, pair how) {
  mutex lock("pair.lock");
  shared<int> a("a");
  shared<int> b("b");
  scope tasks;
  const auto guard = [&](auto&& access) {
    if (how == pair::unguarded) return access();
    const mutex_guard mine = await(lock.lock());
    access();
  };
  for (int i = 0; i < setters; ++i) {
    tasks.spawn("setter", [&] {
      guard([&] {
        await(a.store(1));
        await(b.store(-1));
      });
    });
    await(yield("spawn"));
  }
  tasks.spawn("checker", [&] {
    guard([&] {
      const int seen_a = await(a.load());
      const int seen_b = await(b.load());
      demand(seen_a == -seen_b, "a pair is set as one");
    });
  });
  await(yield("spawn"));
  await(tasks.join());
}

}  // namespace

subject philosophers(int count, std::string name) {
  return {.name = name.empty() ? "phil" + std::to_string(count) : std::move(name),
          .buggy = make_program([=] { dine(count, forks::left_first); }),
          .fixed = make_program([=] { dine(count, forks::last_takes_right_first); })};
}

subject two_stage(int writers) {
  return {.name = "twostage_" + std::to_string(writers),
          .buggy = make_program([=] { publish(writers, stages::each_for_itself); }),
          .fixed = make_program([=] { publish(writers, stages::in_one); })};
}

subject reorder(int tasks) {
  return {.name = "reorder_" + std::to_string(tasks),
          .buggy = make_program([=] { set_pairs(tasks - 1, pair::unguarded); }),
          .fixed = make_program([=] { set_pairs(tasks - 1, pair::guarded); })};
}

}  // namespace cutpoint::schedules
