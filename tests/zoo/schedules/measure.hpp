#pragma once

#include "zoo/schedules/suite.hpp"

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/search/profile.hpp>
#include <cutpoint/search/strategy.hpp>
#include <cutpoint/trace/finding.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace cutpoint::schedules {

/// Makes runs of one program, one after another, in this process.
class runner {
 public:
  runner(program runs, const run_bounds& bounds);

  const profile& base() const { return base_; }
  /// Makes the run that `takes` has begun. Returns: what the oracles say of it.
  std::vector<finding> run(strategy& takes);

 private:
  program program_;
  run_bounds bounds_;
  std::vector<taken_choice> slots_;
  std::size_t taken_ = 0;
  kernel kernel_;
  profile base_;
};

/// A strategy, and how many jobs it has.
struct search {
  std::unique_ptr<strategy> takes;
  std::uint64_t jobs = 0;
};

/// Returns: the number, from 1, of the first run of `made` that fails; 0 if none of the first
/// `limit` does.
std::uint64_t runs_to_bug(runner& runs, const search& made, std::uint64_t limit);

/// How many runs several searches took, each from another seed.
struct sample {
  std::vector<std::uint64_t> runs;  ///< of those that found the bug, the fewest first
  std::size_t searches = 0;

  bool complete() const { return runs.size() == searches; }
  double mean() const;
  /// Returns: what so many percent of the searches did not exceed. Requires: some found the bug.
  std::uint64_t percentile(std::size_t percent) const;
};

}  // namespace cutpoint::schedules
