#include <cutpoint/search/walk_order.hpp>

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint {

std::uint32_t walk_order::pick(const choice_point& point, random_numbers& draws, run_counts&) {
  return point.tasks() == 1 ? 0 : draws.below(point.tasks());
}

}  // namespace cutpoint
