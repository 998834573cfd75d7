// W1 and W2: tasks that only yield, as they are and below frames of the user's own.

#include "measure.hpp"
#include "random_runs.hpp"

#include <cutpoint/fiber.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <vector>

namespace cutpoint::bench {
namespace {

struct crowd {
  std::size_t tasks;
  std::size_t yields;
};
constexpr crowd w1{.tasks = 2, .yields = 10};
constexpr crowd w2{.tasks = 10, .yields = 100};

void yield_often(std::size_t yields) {
  for (std::size_t i = 0; i < yields; ++i) await(yield());
}

// Each task has its own chain of calls, so that returns after a switch lead elsewhere.
template <std::size_t Chain>
[[gnu::noinline]] void yield_below(std::size_t frames) {
  if (frames == 0)
    await(yield());
  else
    yield_below<Chain>(frames - 1);
  benchmark::DoNotOptimize(frames);  // else the call above would be no frame
}

template <std::size_t Chain>
void yield_often_in_depth(std::size_t yields) {
  constexpr std::size_t frames = 8;
  for (std::size_t i = 0; i < yields; ++i) yield_below<Chain>(frames - 1);
}

using body = void (*)(std::size_t yields);

template <std::size_t Bodies>
program tasks_of(crowd size, std::array<body, Bodies> bodies) {
  return make_program([=] {
    std::vector<task_handle<void>> tasks;
    for (std::size_t i = 0; i < size.tasks; ++i)
      tasks.push_back(spawn("yields", bodies[i % Bodies], size.yields));
    for (auto& t : tasks) await(t.join());
  });
}

template <std::size_t Bodies>
void measure_yields(benchmark::State& state, crowd size, std::array<body, Bodies> bodies) {
  random_runs runs(tasks_of(size, bodies));
  measure(state, size.tasks * size.yields, [&] { runs.run(); });
}

void w1_yields(benchmark::State& state) {
  measure_yields(state, w1, std::array<body, 1>{yield_often});
}

void w2_yields(benchmark::State& state) {
  measure_yields(state, w2, std::array<body, 1>{yield_often});
}

void w2_yields_below_8_frames(benchmark::State& state) {
  measure_yields(state, w2, std::array<body, 1>{yield_often_in_depth<0>});
}

void w2_yields_below_8_mixed_frames(benchmark::State& state) {
  measure_yields(
      state, w2,
      std::array<body, 5>{yield_often_in_depth<0>, yield_often_in_depth<1>, yield_often_in_depth<2>,
                          yield_often_in_depth<3>, yield_often_in_depth<4>});
}

BENCHMARK(w1_yields);
BENCHMARK(w2_yields);
BENCHMARK(w2_yields_below_8_frames);
BENCHMARK(w2_yields_below_8_mixed_frames);

}  // namespace
}  // namespace cutpoint::bench
