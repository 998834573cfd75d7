// A sweep of one task: as many runs as it has scheduling points, each stopped at another one. Its
// time is the square of the points in steps, plus an exception for each point.

#include "goal.hpp"
#include "limits.hpp"
#include "measure.hpp"

#include <cutpoint/fiber.hpp>
#include <cutpoint/search/baseline.hpp>
#include <cutpoint/search/sweep.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace cutpoint::bench {
namespace {

class swept_program {
 public:
  explicit swept_program(program runs) : program_(std::move(runs)) {
    base_.begin_run(0);
    run(base_, ordinals::kept);
  }

  std::uint64_t points() const { return base_.seen().choices.size(); }

  void sweep_once() {
    sweep jobs(base_.seen());
    for (std::uint64_t job = 0; jobs.begin_run(job); ++job) {
      run(jobs, ordinals::off);
      if (taken_ != 1) std::abort();
    }
  }

 private:
  void run(strategy& decides, ordinals counting) {
    kernel_.begin({.decides = decides,
                   .bounds = {},
                   .log = choice_log(taken_, slots_),
                   .counting = counting});
    program_.start(kernel_);
    kernel_.loop();
    kernel_.finish_run();
  }

  program program_;
  kernel kernel_;
  baseline base_;
  std::size_t taken_ = 0;
  std::array<taken_choice, 16> slots_{};
};

void sweep_points(benchmark::State& state, std::size_t points) {
  const std::size_t yields = points - 1;  // the start is a point, too
  swept_program swept(make_program([=] {
    for (std::size_t i = 0; i < yields; ++i) await(yield());
  }));
  if (swept.points() != points) std::abort();
  const auto n = static_cast<double>(points);
  const measured m = measure(
      state, [&] { swept.sweep_once(); },
      [&] { return n * throw_ns() + n * n / 2 * bare_call_ns(); });
  report(state, m.ns_per_run / 1e6, m.limit / 1e6);
}

const bool added = [] {
  const std::string limit = "a throw for each point, a call for each step";
  add_goal({"sweep of 1,000 points", "ms", wanted::at_most, 25, limit},
           [](auto& state) { sweep_points(state, 1'000); });
  add_goal({"sweep of 10,000 points", "ms", wanted::at_most, 1'500, limit},
           [](auto& state) { sweep_points(state, 10'000); });
  return true;
}();

}  // namespace
}  // namespace cutpoint::bench
