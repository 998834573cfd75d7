#include "random_runs.hpp"

#include <cstdlib>
#include <limits>
#include <utility>

namespace cutpoint::bench {

random_runs::random_runs(program runs)
    : program_(std::move(runs)),
      walk_(seed{1}, std::numeric_limits<std::uint64_t>::max(), 1),
      slots_(100'000) {}

void random_runs::run() {
  walk_.begin_run(job_++);
  kernel_.begin({.decides = walk_,
                 .bounds = {.modes = {}, .stops = 0, .faults = 0},
                 .log = choice_log(taken_, slots_),
                 .observes = observed_ ? &events_ : nullptr});
  program_.start(kernel_);
  kernel_.loop();
  // A figure for a run that went wrong would be worth nothing.
  if (kernel_.end() != run_end::completed || !kernel_.violations().empty()) std::abort();
  kernel_.finish_run();
}

}  // namespace cutpoint::bench
