#include "runner.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

namespace cutpoint {
namespace {

template <class Fits>
std::vector<std::string_view> names_of_modes(const Fits& fits) {
  std::vector<std::string_view> names;
  for (const stop_mode mode : all_stop_modes)
    if (fits(mode)) names.push_back(name_of(mode));
  return names;
}

std::string find_undeliverable(const kernel& ran, stop_modes wanted) {
  for (const task_control* const t : ran.tasks()) {
    const auto missing = names_of_modes([&](stop_mode mode) {
      return wanted.contains(mode) && !t->delivers.contains(mode) && !t->shares.contains(mode);
    });
    if (missing.empty()) continue;
    const auto there = names_of_modes([&](stop_mode mode) { return t->delivers.contains(mode); });
    return fmt::format(
        "expected stop modes that every task can be stopped in; the adapter of {} declares {{{}}}, "
        "found {{{}}} too. Ask for no other: `.modes = {{...}}`",
        path_of(*t), fmt::join(there, ", "), fmt::join(missing, ", "));
  }
  return {};
}

}  // namespace

run_bounds bounds_of(const options& wanted) {
  return {.modes = wanted.modes,
          .order = wanted.order,
          .stops = wanted.stops,
          .faults = wanted.faults,
          .timers = wanted.early_timers,
          .steps = wanted.steps_per_run};
}

worker_limits limits_of(const options& wanted) {
  return {.hang_after = wanted.hang_after,
          .blocked_after = wanted.blocked_after,
          .max_memory = wanted.max_memory};
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
  if (counting == ordinals::kept) undeliverable_ = find_undeliverable(kernel_, bounds_.modes);
  std::vector<finding> found = judge(kernel_, without_);
  decides.end_run(kernel_, found);
  kernel_.finish_run();
  return found;
}

}  // namespace cutpoint
