// The reduced search to its end: how many runs, and how long, until no schedule is left.

#include "goal.hpp"

#include <cutpoint/fiber.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program.hpp>
#include <cutpoint/search/reduced_search.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace cutpoint::bench {
namespace {

program locked_increments(int tasks, int times) {
  return make_program([=] {
    mutex lock;
    shared<int> number;
    std::vector<task_handle<void>> all;
    for (int i = 0; i < tasks; ++i)
      all.push_back(spawn("worker", [&] {
        for (int j = 0; j < times; ++j) {
          const mutex_guard held = await(lock.lock());
          const int before = await(number.load());
          await(number.store(before + 1));
        }
      }));
    for (auto& t : all) await(t.join());
  });
}

// Two tasks share a channel, two a mutex; up to 38 steps with one stop.
program two_pairs() {
  return make_program([] {
    constexpr int own_steps = 3;
    channel<int> items(1);
    mutex lock;
    shared<int> number;
    const auto work_alone = [] {
      for (int i = 0; i < own_steps; ++i) await(yield());
    };
    const auto increment = [&] {
      const mutex_guard held = await(lock.lock());
      const int before = await(number.load());
      work_alone();
      await(number.store(before + 1));
    };
    auto producer = spawn("producer", [&] {
      for (int i = 0; i < 2; ++i) {
        await(items.send(i));
        work_alone();
      }
    });
    auto consumer = spawn("consumer", [&] {
      for (int i = 0; i < 2; ++i) {
        await(items.receive());
        work_alone();
      }
    });
    auto one = spawn("one", increment);
    auto other = spawn("other", increment);
    await(producer.join());
    await(consumer.join());
    await(one.join());
    await(other.join());
  });
}

std::uint64_t exhaust(program p, std::uint32_t stops) {
  kernel runs;
  reduced_search search(stops);
  std::size_t taken = 0;
  std::vector<taken_choice> slots(1'000);
  std::uint64_t count = 0;
  for (; search.begin_run(0); ++count) {
    runs.begin({.decides = search,
                .bounds = {.modes = {stop_mode::edge}, .stops = stops, .faults = 0, .timers = 0},
                .log = choice_log(taken, slots)});
    p.start(runs);
    runs.loop();
    search.end_run(runs, {});
    runs.finish_run();
  }
  if (search.undeclared() != 0 || search.cut_runs() != 0) std::abort();
  return count;
}

void runs_to_exhaust(benchmark::State& state, const program& p) {
  std::uint64_t count = 0;
  for ([[maybe_unused]] const auto _ : state) count = exhaust(p, 0);
  report(state, static_cast<double>(count), 0);
}

void time_to_exhaust(benchmark::State& state, const program& p) {
  double seconds = 0;
  for ([[maybe_unused]] const auto _ : state) {
    const auto began = std::chrono::steady_clock::now();
    exhaust(p, 1);
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  }
  report(state, seconds / static_cast<double>(state.iterations()), 0);
}

const bool added = [] {
  add_goal({"exhausting 2 x 3 locked increments", "runs", wanted::at_most, 100, "none"},
           [](auto& state) { runs_to_exhaust(state, locked_increments(2, 3)); });
  add_goal({"exhausting 3 x 2 locked increments", "runs", wanted::at_most, 1'000, "none"},
           [](auto& state) { runs_to_exhaust(state, locked_increments(3, 2)); });
  add_goal({"proof of 4 tasks with one stop anywhere", "s", wanted::at_most, 10, "none"},
           [](auto& state) { time_to_exhaust(state, two_pairs()); });
  return true;
}();

}  // namespace
}  // namespace cutpoint::bench
