#include "every_run.hpp"

#include <cstdlib>
#include <utility>

namespace cutpoint {

std::uint32_t depth_first::decide(const choice_point& point) {
  if (point.kind() == choice_kind::fault) return 0;
  std::vector<std::uint32_t> moves;
  const bool schedules = point.kind() == choice_kind::schedule;
  for (std::uint32_t m = 0; m < (schedules ? point.picks() : point.moves()); ++m)
    moves.push_back(m);
  for (std::uint32_t s = 0; schedules && stops_ < most_stops_ && s < point.stops().size(); ++s)
    if (point.stops()[s].reach == stop_reach::task) moves.push_back(point.picks() + s);
  if (reached_ == path_.size()) path_.push_back({.taken = 0, .moves = moves.size()});
  const std::uint32_t move = moves[path_[reached_++].taken];
  if (schedules && move >= point.picks()) ++stops_;
  return move;
}

bool depth_first::next_run() {
  reached_ = 0;
  stops_ = 0;
  while (!path_.empty() && path_.back().taken + 1 == path_.back().moves) path_.pop_back();
  if (path_.empty()) return false;
  ++path_.back().taken;
  return true;
}

std::uint64_t depth_first::class_of_run() {
  order_.assign(log_.events());
  return order_.hash();
}

maker::maker(program made, stop_mode mode, std::uint32_t stops)
    : made_(std::move(made)),
      bounds_{.modes = {mode}, .stops = stops, .faults = 0, .timers = 0, .steps = 2'000} {}

int programs_wanted(int in_ci) {
  const char* const wanted = std::getenv("CUTPOINT_REDUCED_PROGRAMS");
  return wanted != nullptr ? std::atoi(wanted) : in_ci;
}

}  // namespace cutpoint
