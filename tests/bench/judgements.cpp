// What it takes to judge a run of a concurrent state machine: histories of 4 tasks that each call 6
// commands of a queue, a tenth of them stopped, and in half of the histories some results wrong.

#include "goal.hpp"
#include "measure.hpp"
#include "processor_time.hpp"

#include "rapidcheck/random_history.hpp"

#include <cutpoint/rapidcheck/linearizability.hpp>

#include <benchmark/benchmark.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace cutpoint::bench {
namespace {

using unit::queue_history;
using unit::queue_model;

std::vector<queue_history> draw_histories() {
  unit::splitmix numbers(4);
  std::vector<queue_history> drawn;
  while (drawn.size() < 400) {
    queue_history h = draw_history(numbers, {.tasks = 4,
                                             .operations = 24,
                                             .per_task = 6,
                                             .stops = 60,
                                             .wrong = drawn.size() % 2 == 0 ? 0U : 10U});
    // Stops leave some short.
    if (h.operations.size() >= 20) drawn.push_back(std::move(h));
  }
  return drawn;
}

double once_in_order_ns(const std::vector<queue_history>& histories) {
  const double begin = processor_time_ns();
  for (const queue_history& h : histories) {
    queue_model queue;
    for (std::uint32_t i = 0; i < h.operations.size(); ++i)
      benchmark::DoNotOptimize(h.apply(queue, i));
  }
  return processor_time_ns() - begin;
}

void judge_histories(benchmark::State& state) {
  const std::vector<queue_history> histories = draw_histories();
  const auto judge_all = [&] {
    for (const queue_history& h : histories)
      benchmark::DoNotOptimize(rapidcheck::linearize(
          h.operations, queue_model{},
          [&](queue_model& q, std::uint32_t number) { return h.apply(q, number); },
          [](const queue_model&) { return true; }));
  };
  const measured m = measure(state, judge_all, [&] { return once_in_order_ns(histories); });
  const auto count = static_cast<double>(histories.size());
  report(state, m.ns_per_run / count / 1e3, m.limit / count / 1e3);
}

const bool added = [] {
  add_goal({"linearizability, 4 tasks x 6 commands", "us", wanted::at_most, 1'000,
            "each command applied once to the model"},
           judge_histories);
  return true;
}();

}  // namespace
}  // namespace cutpoint::bench
