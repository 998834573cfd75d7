#include <cutpoint/search/urw_order.hpp>

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint {
namespace {

// A task that has outdone what was expected of it is still worth a try.
std::uint32_t weight_of(std::uint32_t expected, std::uint32_t steps) {
  return expected > steps ? expected - steps : 1;
}

}  // namespace

void urw_order::begin_run(random_numbers&, run_counts& counts) {
  left_.begin_run(counts.steps(), counts.parents());
}

std::uint32_t urw_order::pick(const choice_point& point, random_numbers& draws, run_counts&) {
  left_.welcome(point.run());
  const std::uint32_t last = point.tasks() - 1;
  if (last == 0) return 0;
  std::uint32_t sum = 0;
  for (std::uint32_t move = 0; move <= last; ++move)
    sum += weight_of(left_.of(point.task(move)), point.task(move).steps);
  std::uint32_t drawn = draws.below(sum);
  for (std::uint32_t move = 0; move < last; ++move) {
    const std::uint32_t w = weight_of(left_.of(point.task(move)), point.task(move).steps);
    if (drawn < w) return move;
    drawn -= w;
  }
  return last;
}

}  // namespace cutpoint
