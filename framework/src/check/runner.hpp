#pragma once

#include "watchdog.hpp"

#include <cutpoint/check/options.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/search/strategy.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace cutpoint {

/// Makes runs of one program, one after another.
class runner {
 public:
  runner(const program& runs, const options& wanted, choice_log log);

  /// One run, judged. `decides` hears how it ended.
  std::vector<finding> run(strategy& decides, ordinals counting, observer* observes = nullptr);

  kernel& core() { return kernel_; }
  /// Returns: which task of the runs that kept ordinals cannot be stopped in which mode that was
  /// asked for; empty where there is none.
  const std::string& undeliverable() const { return undeliverable_; }

 private:
  const program& program_;
  run_bounds bounds_;
  stop_patience patience_;
  bool no_suspend_after_stop_;
  oracle_set without_;
  choice_log log_;
  kernel kernel_;
  std::string undeliverable_;
};

/// Returns: what runs under `wanted` may deviate in.
run_bounds bounds_of(const options& wanted);

/// Returns: what runs under `wanted` may use up.
worker_limits limits_of(const options& wanted);

}  // namespace cutpoint
