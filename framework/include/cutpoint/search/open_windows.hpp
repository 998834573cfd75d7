#pragma once

#include <cutpoint/kernel/decider.hpp>

#include <cstdint>
#include <vector>

namespace cutpoint {

/// Tells the stops that have become possible since the last choice from those that were possible
/// before: the windows of their targets have just opened.
class open_windows {
 public:
  void begin_run() { seen_.clear(); }  ///< Forgets the run before.
  /// Returns: whether stop number `stop` of `point` is new. Each is asked about once, in their
  /// order.
  bool opens(const choice_point& point, std::size_t stop);

 private:
  struct sight {
    std::uint64_t opened = ~std::uint64_t{0};
    std::uint64_t at = 0;  ///< the choice at which the window was seen first
  };
  std::vector<sight> seen_;
};

}  // namespace cutpoint
