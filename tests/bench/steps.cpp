// W1 to W3: what a step costs, and how many runs that makes a second.

#include "allocations/counted_new.hpp"
#include "goal.hpp"
#include "limits.hpp"
#include "measure.hpp"
#include "random_runs.hpp"
#include "workloads.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace cutpoint::bench {
namespace {

void time_of_a_step(benchmark::State& state, program p, std::size_t steps, double (*limit)()) {
  random_runs runs(std::move(p));
  const measured m = measure(state, [&] { runs.run(); }, limit);
  report(state, m.ns_per_run / static_cast<double>(steps), m.limit);
}

// The limit is what a program can do that jumps once for each step, and nothing else.
void runs_a_second(benchmark::State& state, program p, std::size_t steps) {
  random_runs runs(std::move(p));
  const measured m = measure(state, [&] { runs.run(); }, raw_jump_ns);
  report(state, 1e9 / m.ns_per_run, 1e9 / (m.limit * static_cast<double>(steps)));
}

// What a passing run allocates once the pools have their size.
void allocations_of_a_run(benchmark::State& state, program p) {
  random_runs runs(std::move(p));
  for (int i = 0; i < 10; ++i) runs.run();
  const std::uint64_t before = cutpoint::allocations::count();
  for ([[maybe_unused]] const auto _ : state) runs.run();
  report(state,
         static_cast<double>(cutpoint::allocations::count() - before) /
             static_cast<double>(state.iterations()),
         0);
}

// The same schedules with the observer `events` and without it, in turns. Of each the fastest turn
// counts: what else the machine does would make the ratio of sums better as often as worse.
void cost_of_events(benchmark::State& state) {
  random_runs plain(fibers_that_yield(w2_crowd));
  random_runs observed(fibers_that_yield(w2_crowd));
  observed.observe_events();
  const auto time_of = [](random_runs& runs) {
    const double begin = processor_time_ns();
    for (int i = 0; i < 20; ++i) runs.run();
    return processor_time_ns() - begin;
  };
  time_of(plain);
  time_of(observed);
  double without = std::numeric_limits<double>::max();
  double with = without;
  for ([[maybe_unused]] const auto _ : state) {
    without = std::min(without, time_of(plain));
    with = std::min(with, time_of(observed));
  }
  report(state, 100 * (with / without - 1), 0);
}

using wanted::at_least;
using wanted::at_most;
using wanted::at_most_times_limit;

const bool added = [] {
  const std::string raw = "raw jump (R)";
  add_goal({"W2 fibers, a step", "ns", at_most_times_limit, 2.5, raw}, [](auto& state) {
    time_of_a_step(state, fibers_that_yield(w2_crowd), w2_crowd.steps(), raw_jump_ns);
  });
  add_goal({"W2 fibers below 8 equal frames, a step", "ns", at_most, 30, raw}, [](auto& state) {
    time_of_a_step(state, fibers_that_yield_in_depth(w2_crowd), w2_crowd.steps(), raw_jump_ns);
  });
  add_goal({"W2 fibers below 8 mixed frames, a step", "ns", at_most, 75, raw}, [](auto& state) {
    time_of_a_step(state, fibers_that_yield_in_mixed_depth(w2_crowd), w2_crowd.steps(),
                   raw_jump_ns);
  });
  add_goal({"W2 coroutines, a step", "ns", at_most, 10, "bare coroutine resumed and suspended"},
           [](auto& state) {
             time_of_a_step(state, coroutines_that_yield(w2_crowd), w2_crowd.steps(),
                            coroutine_step_ns);
           });
  add_goal({"W1 fibers", "runs/s", at_least, 1.5e6, "a raw jump for each step"}, [](auto& state) {
    runs_a_second(state, fibers_that_yield(w1_crowd), w1_crowd.steps());
  });
  add_goal({"W3 fibers", "runs/s", at_least, 0.7e6, "a raw jump for each step"},
           [](auto& state) { runs_a_second(state, locked_increments(), locked_increments_made); });
  add_goal({"W1 fibers, allocations of a run", "calls", at_most, 0, "none"},
           [](auto& state) { allocations_of_a_run(state, fibers_that_yield(w1_crowd)); });
  add_goal({"W2 fibers, allocations of a run", "calls", at_most, 0, "none"},
           [](auto& state) { allocations_of_a_run(state, fibers_that_yield(w2_crowd)); });
  add_goal({"W2 coroutines, allocations of a run", "calls", at_most, 0, "none"},
           [](auto& state) { allocations_of_a_run(state, coroutines_that_yield(w2_crowd)); });
  add_goal({"W3 fibers, allocations of a run", "calls", at_most, 0, "none"},
           [](auto& state) { allocations_of_a_run(state, locked_increments()); });
  add_goal({"W2 fibers, cost of observing events", "%", at_most, 25, "none"}, cost_of_events);
  return true;
}();

}  // namespace
}  // namespace cutpoint::bench
