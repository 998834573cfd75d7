#include "runner.hpp"

namespace cutpoint {

run_bounds bounds_of(const options& wanted) {
  return {.modes = wanted.modes,
          .order = wanted.order,
          .stops = wanted.stops,
          .faults = wanted.faults,
          .timers = wanted.early_timers,
          .steps = wanted.steps_per_run};
}

runner::runner(const program& runs, const options& wanted, choice_log log)
    : program_(runs),
      bounds_(bounds_of(wanted)),
      patience_(wanted.patience),
      no_suspend_after_stop_(wanted.no_suspend_after_stop),
      without_(wanted.without),
      log_(log) {}

std::vector<finding> runner::run(strategy& decides, ordinals counting, observer* observes) {
  kernel_.begin({.decides = decides,
                 .bounds = bounds_,
                 .log = log_,
                 .observes = observes,
                 .counting = counting,
                 .patience = patience_,
                 .no_suspend_after_stop = no_suspend_after_stop_});
  program_.start(kernel_);
  kernel_.loop();
  std::vector<finding> found = judge(kernel_, without_);
  decides.end_run(kernel_, found);
  kernel_.finish_run();
  return found;
}

}  // namespace cutpoint
