#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/trace/deviation.hpp>
#include <cutpoint/trace/event.hpp>
#include <cutpoint/trace/finding.hpp>
#include <cutpoint/trace/ids.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace cutpoint {

/// One run, and what became of it.
struct made_run {
  std::vector<deviation> taken;      ///< in the order of the run
  std::vector<finding> found;        ///< in the order in which they are ranked
  std::vector<event_record> events;  ///< all that happened in it
  std::uint64_t steps = 0;           ///< how many it took
  std::uint32_t tasks = 0;           ///< those that took a step
};

/// Makes the run of `checked` that takes those of `deviations` that come up, found by address, and
/// is benign otherwise. What it may deviate in, and how it is judged, is `wanted`'s to say.
/// Threads: as `check`.
made_run make_run(const program& checked, std::span<const deviation> deviations,
                  const options& wanted = {});

/// Makes one of the runs that the random search of a check would make: `draws` says which.
made_run make_random_run(const program& checked, seed draws, const options& wanted = {});

}  // namespace cutpoint
