#pragma once

#include <cutpoint/shrink/failing_run.hpp>
#include <cutpoint/trace/deviation.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace cutpoint {

/// Makes the run that takes those deviations of the candidate that come up, found by address, and
/// is benign otherwise. A candidate's choice and move numbers are those of an earlier run, or of
/// none.
///
/// Returns: what was really taken, if the run led to the finding that is being shrunk; else
/// nothing. The same candidate gives the same answer each time.
using shrink_probe = std::function<std::optional<failing_run>(std::span<const deviation>)>;

/// When to give up.
struct shrink_limits {
  /// At most so many probes are made.
  std::uint64_t probes = 1'000;
  /// Asked before each probe; true ends the shrinking as if `probes` were spent. Empty: never.
  std::function<bool()> give_up = {};
  /// Hears of the start, and of each lesser run that is found. Empty: nobody does.
  std::function<void(const failing_run&)> improved = {};
};

/// How a shrinking ended.
enum class shrink_end : std::uint8_t {
  /// 1-minimal: without any one of its deviations the run does not fail; and where there are at
  /// most
  /// four, no proper subset of them fails. Nor does any single lowering lead to a lesser run.
  fixpoint,
  one_minimal,     ///< a limit came while deviations were lowered; the run is 1-minimal
  budget,          ///< a limit came before that was certain
  not_reproduced,  ///< the start itself did not fail under the probe; nothing is known
};

/// What the shrinker came to.
struct shrink_result {
  failing_run smallest;  ///< of `not_reproduced`: the start's deviations alone
  shrink_end end = shrink_end::not_reproduced;  ///< how sure it is of it
  std::uint64_t probes = 0;                     ///< how many runs it asked for
};

/// Looks for a lesser failing run, in the order of `run_key`, than the one that `start` leads to.
///
/// Returns: the least one seen. Its key is never greater than that of the start, and shrinking it
/// once more, under the same limits, gives it back. It is a local minimum: only an enumeration from
/// below can say that it is the least of all.
/// Cost: after removal has made the trace short, some ten to fifty probes per deviation left; the
/// removal of m out of n deviations that do not matter takes O(log^2 m) probes where they stand
/// together, and O(n^2) in the worst case. No candidate is probed twice.
/// Source: src/shrink/shrink.cpp.
shrink_result shrink(std::vector<deviation> start, const shrink_probe& probe,
                     const shrink_limits& limits = {});

}  // namespace cutpoint
