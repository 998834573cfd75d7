#include <cutpoint/search/swarm_injections.hpp>

#include <algorithm>

namespace cutpoint {

void swarm_injections::begin_run(random_numbers& draws, run_counts& counts) {
  constexpr std::array<std::uint32_t, 5> percent = {0, 0, 5, 15, 40};
  windows_.begin_run();
  one_in_ = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(counts.choices(), 2, 1'000'000));
  const std::uint32_t places = places_ > 0 ? places_ : one_in_;
  const std::uint32_t kind = draws.below(percent.size());
  percent_ = percent[kind];
  chosen_[0] = draws.below(places);
  chosen_[1] = kind == 1 ? draws.below(places) : chosen_[0];
  passed_ = 0;
}

std::uint32_t swarm_injections::inject(const choice_point& point, random_numbers& draws,
                                       run_counts&) {
  if (point.kind() == choice_kind::fault) return takes_place(draws) ? 1 : 0;
  const auto stops = static_cast<std::uint32_t>(point.stops().size());
  for (std::uint32_t stop = 0; stop < stops; ++stop)
    if (windows_.opens(point, stop) && takes_place(draws)) return point.picks() + stop;
  return point.hurries() && draws.below(one_in_) == 0 ? point.picks() - 1 : 0;
}

bool swarm_injections::takes_place(random_numbers& draws) {
  const std::uint32_t place = passed_++;
  if (percent_ > 0) return draws.below(100) < percent_;
  return place == chosen_[0] || place == chosen_[1];
}

void swarm_injections::end_run() {
  places_ = places_ == 0 ? std::max<std::uint32_t>(passed_, 1) : (places_ + passed_ + 1) / 2;
}

}  // namespace cutpoint
