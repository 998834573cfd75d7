#pragma once

#include <cutpoint/shrink/failing_run.hpp>
#include <cutpoint/trace/ids.hpp>
#include <cutpoint/trace/run_size.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cutpoint {

/// Where a run stands in the one total order on the failing runs of a program. Members are compared
/// in the order in which they stand here; the lesser run is the better one to show.
///
/// Two runs that differ in any choice have different keys, so among all failing runs one is least.
/// There is no endless descent: the lengths of both lists are settled before their elements count.
struct run_key {
  /// A choice that was not benign, by plain numbers.
  struct place {
    choice_number number{};  ///< which choice of the run
    std::uint32_t move = 0;  ///< which of its moves
    friend auto operator<=>(const place&, const place&) = default;
  };

  std::size_t deviations = 0;   ///< fewer come first
  std::size_t stops = 0;        ///< injected
  /// Up to where the finding was certain: what happens behind that is not part of its story. Fewer
  /// stops that reached a task come first, since the narrower stop is the better one; then fewer
  /// tasks, then fewer steps.
  run_size size;
  std::size_t value_count = 0;  ///< how many `choose` calls gave another value than 0
  std::vector<std::uint32_t> values;  ///< what the deviations chose; smaller ones come first
  std::vector<place> places;          ///< where the deviations are; earlier ones come first

  friend auto operator<=>(const run_key&, const run_key&) = default;
};

/// Returns: where `run` stands in the order.
run_key key_of(const failing_run& run);

}  // namespace cutpoint
