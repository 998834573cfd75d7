#pragma once

#include <cutpoint/search/order_arm.hpp>

namespace cutpoint {

/// Each ready task is as likely as the others: a random walk.
class walk_order final : public order_arm {
 public:
  void begin_run(random_numbers&, run_counts&) override {}  ///< There is nothing to draw before.
  std::uint32_t pick(const choice_point& point, random_numbers& draws, run_counts&) override;
};

}  // namespace cutpoint
