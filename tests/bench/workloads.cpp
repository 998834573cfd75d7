#include "workloads.hpp"

#include <cutpoint/coroutine.hpp>
#include <cutpoint/fiber.hpp>

#include <array>
#include <cstdlib>
#include <optional>
#include <vector>

namespace cutpoint::bench {
namespace {

void yield_often(std::size_t yields) {
  for (std::size_t i = 0; i < yields; ++i) await(yield());
}

task<> yield_often_as_coroutine(std::size_t yields) {
  for (std::size_t i = 0; i < yields; ++i) co_await yield();
}

template <std::size_t Chain>
[[gnu::noinline]] void yield_below(std::size_t frames) {
  if (frames == 0)
    await(yield());
  else
    yield_below<Chain>(frames - 1);
  asm volatile("" : "+r"(frames));  // else the call above would be no frame
}

template <std::size_t Chain>
void yield_often_in_depth(std::size_t yields) {
  constexpr std::size_t frames = 8;
  for (std::size_t i = 0; i < yields; ++i) yield_below<Chain>(frames - 1);
}

constexpr std::size_t most_tasks = 10;

using body = void (*)(std::size_t yields);

template <std::size_t Bodies>
program tasks_of(crowd size, std::array<body, Bodies> bodies) {
  return make_program([=] {
    std::array<std::optional<task_handle<void>>, most_tasks> tasks;
    for (std::size_t i = 0; i < size.tasks; ++i)
      tasks[i] = spawn("yields", bodies[i % Bodies], size.yields);
    for (std::size_t i = 0; i < size.tasks; ++i) await(tasks[i]->join());
  });
}

task<> main_of_coroutines(crowd size) {
  std::array<std::optional<task_handle<void>>, most_tasks> tasks;
  for (std::size_t i = 0; i < size.tasks; ++i)
    tasks[i] = spawn("yields", yield_often_as_coroutine, size.yields);
  for (std::size_t i = 0; i < size.tasks; ++i) co_await tasks[i]->join();
}

void increment_often(mutex& guard, std::size_t& number) {
  for (std::size_t i = 0; i < 5; ++i) {
    const mutex_guard held = await(guard.lock());
    ++number;
  }
}

}  // namespace

program fibers_that_yield(crowd size) { return tasks_of(size, std::array<body, 1>{yield_often}); }

program coroutines_that_yield(crowd size) {
  return make_program([=] { return main_of_coroutines(size); });
}

program fibers_that_yield_in_depth(crowd size) {
  return tasks_of(size, std::array<body, 1>{yield_often_in_depth<0>});
}

program fibers_that_yield_in_mixed_depth(crowd size) {
  return tasks_of(size, std::array<body, 5>{yield_often_in_depth<0>, yield_often_in_depth<1>,
                                            yield_often_in_depth<2>, yield_often_in_depth<3>,
                                            yield_often_in_depth<4>});
}

program locked_increments() {
  return make_program([] {
    mutex guard;
    std::size_t number = 0;
    std::array<std::optional<task_handle<void>>, 3> all;
    for (auto& t : all) t = spawn("increments", [&] { increment_often(guard, number); });
    for (auto& t : all) await(t->join());
    if (number != locked_increments_made) std::abort();
  });
}

program spawn_and_join(std::size_t tasks) {
  return make_program([=] {
    std::vector<task_handle<void>> all;
    all.reserve(tasks);
    for (std::size_t i = 0; i < tasks; ++i) all.push_back(spawn("idle", [] {}));
    for (auto& t : all) await(t.join());
  });
}

program idle_fibers(std::size_t tasks) {
  return make_program([=] {
    event all_wait;
    std::size_t started = 0;
    std::vector<task_handle<void>> all;
    all.reserve(tasks);
    for (std::size_t i = 0; i < tasks; ++i)
      all.push_back(spawn("idle", [&] {
        ++started;
        await(all_wait.wait());
      }));
    while (started < tasks) await(yield());
    all_wait.set();
    for (auto& t : all) await(t.join());
  });
}

}  // namespace cutpoint::bench
