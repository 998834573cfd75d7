#pragma once

#include <cutpoint/search/order_arm.hpp>
#include <cutpoint/search/remaining_events.hpp>

namespace cutpoint {

/// Each ready task is as likely as it has steps to come, so that every interleaving is about as
/// likely as the others, where a random walk prefers those in which short tasks end early. It is
/// exactly so where the counts of earlier runs hold and no task ever waits.
///
/// Source: Zhao, Wolff, Mathur, Roychoudhury, "Selectively uniform concurrency testing", ASPLOS
/// 2025 (URW).
class urw_order final : public order_arm {
 public:
  /// Draws what orders the next run.
  void begin_run(random_numbers& draws, run_counts& counts) override;
  std::uint32_t pick(const choice_point& point, random_numbers& draws, run_counts& counts) override;

 private:
  remaining_events left_;
};

}  // namespace cutpoint
