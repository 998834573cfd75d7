#include <cutpoint/search/random_walk.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <algorithm>

namespace cutpoint {

random_walk::random_walk(seed from, std::uint64_t runs, std::uint64_t points)
    : from_(from),
      runs_(runs),
      one_in_(static_cast<std::uint32_t>(std::clamp<std::uint64_t>(points, 2, 1'000'000))),
      draws_(from) {}

bool random_walk::begin_run(std::uint64_t job) {
  // Neighbouring seeds of SplitMix64 give overlapping sequences, so the seed is mixed first.
  draws_ = random_numbers(static_cast<seed>(
      random_numbers(static_cast<seed>(static_cast<std::uint64_t>(from_) + job)).next()));
  return job < runs_;
}

std::uint32_t random_walk::decide(const choice_point& point) {
  if (point.kind() == choice_kind::fault) return draws_.below(one_in_) == 0 ? 1 : 0;
  if (point.kind() == choice_kind::value) return draws_.below(point.moves());
  const auto stops = static_cast<std::uint32_t>(point.stops().size());
  if (stops > 0 && draws_.below(one_in_) == 0) return point.picks() + draws_.below(stops);
  if (point.hurries() && draws_.below(one_in_) == 0) return point.picks() - 1;
  const std::uint32_t tasks = point.tasks();
  return tasks <= 1 ? 0 : draws_.below(tasks);
}

void random_walk::end_run(const kernel&, std::span<const finding>) {}

}  // namespace cutpoint
