#pragma once

#include "runner.hpp"
#include "shared_state.hpp"

#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/search/replay.hpp>
#include <cutpoint/search/strategy.hpp>
#include <cutpoint/shrink/failing_run.hpp>
#include <cutpoint/trace/deviation.hpp>
#include <cutpoint/trace/finding.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint {

/// Makes runs of one program in this process, and tells which of them lead to one finding. A run
/// that kills the process is left to whoever watches it.
class finding_probe {
 public:
  finding_probe(const program& checked, const options& wanted, const finding_identity& identity,
                shared_state& state);

  /// Makes the run that `takes` has begun. Returns: whether it led to the finding.
  bool make(strategy& takes, ordinals counting);
  /// Makes the run that `takes` has begun. Returns: what was taken, if it led to the finding.
  std::optional<failing_run> find(strategy& takes);
  /// The same with these deviations, as far as they come up.
  std::optional<failing_run> find(std::span<const deviation> wanted, replay_key key);
  /// The same by address; where that does not lead to the finding and some did not come up, the run
  /// is made once more, with the like of those.
  std::optional<failing_run> find_guided(std::span<const deviation> wanted);

 private:
  runner runner_;
  const finding_identity& identity_;
  shared_state& state_;
};

/// Makes the run in a process of its own. Returns: what was taken, if it led to the finding.
std::optional<failing_run> find_in_fork(const program& checked, const options& wanted,
                                        const finding_identity& identity,
                                        std::span<const deviation> deviations, replay_key key,
                                        shared_state& state);

/// The form in which a worker sends a run; what was offered is left out.
std::string to_message(const failing_run& run);
failing_run failing_run_from(std::string_view message);

}  // namespace cutpoint
