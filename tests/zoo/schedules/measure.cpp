#include "zoo/schedules/measure.hpp"

#include <cutpoint/oracle/judge.hpp>
#include <cutpoint/search/baseline.hpp>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace cutpoint::schedules {

runner::runner(program runs, const run_bounds& bounds)
    : program_(std::move(runs)), bounds_(bounds), slots_(200'000) {
  baseline first;
  first.begin_run(0);
  if (!run(first).empty()) throw std::runtime_error("a program fails undisturbed");
  base_ = first.seen();
}

std::vector<finding> runner::run(strategy& takes) {
  kernel_.begin({.decides = takes,
                 .bounds = bounds_,
                 .log = choice_log(taken_, slots_),
                 .counting = base_.points == 0 ? ordinals::kept : ordinals::off});
  program_.start(kernel_);
  kernel_.loop();
  std::vector<finding> found = judge(kernel_);
  takes.end_run(kernel_, found);
  kernel_.finish_run();
  return found;
}

std::uint64_t runs_to_bug(runner& runs, const search& made, std::uint64_t limit) {
  std::uint64_t count = 0;
  for (std::uint64_t job = 0; job < made.jobs; ++job)
    while (made.takes->begin_run(job)) {
      if (count++ == limit) return 0;
      if (!runs.run(*made.takes).empty()) return count;
    }
  return 0;
}

double sample::mean() const {
  if (runs.empty()) return 0;
  const auto sum = std::accumulate(runs.begin(), runs.end(), std::uint64_t{0});
  return static_cast<double>(sum) / static_cast<double>(runs.size());
}

std::uint64_t sample::percentile(std::size_t percent) const {
  return runs[std::min(runs.size() - 1, runs.size() * percent / 100)];
}

}  // namespace cutpoint::schedules
