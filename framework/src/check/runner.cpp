#include "runner.hpp"

namespace cutpoint {

run_bounds bounds_of(const options& wanted) {
  return {.modes = wanted.modes,
          .order = wanted.order,
          .stops = 1,
          .faults = wanted.faults,
          .steps = wanted.steps_per_run};
}

runner::runner(const program& runs, const options& wanted, choice_log log)
    : program_(runs), bounds_(bounds_of(wanted)), without_(wanted.without), log_(log) {}

std::vector<finding> runner::run(strategy& decides, ordinals counting, observer* observes) {
  kernel_.begin({.decides = decides,
                 .bounds = bounds_,
                 .log = log_,
                 .observes = observes,
                 .counting = counting});
  program_.start(kernel_);
  kernel_.loop();
  std::vector<finding> found = judge(kernel_, without_);
  decides.end_run(kernel_, found);
  kernel_.finish_run();
  return found;
}

}  // namespace cutpoint
