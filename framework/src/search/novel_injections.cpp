#include <cutpoint/search/novel_injections.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <algorithm>

namespace cutpoint {
namespace {

constexpr std::size_t kinds_of_mode =
    all_stop_modes.size() + 1;  // a fault takes the place of one more mode
constexpr std::size_t kinds_of_reach = 2;
constexpr std::uint32_t longest_delay = 8;

// What a moment of this kind is worth; the key is a number in the mixed radix of key_of().
std::uint32_t worth(std::size_t key, std::size_t stages) {
  const bool wide = key / stages % kinds_of_reach == static_cast<std::size_t>(stop_reach::scope);
  const auto at =
      static_cast<window>(key / stages / kinds_of_reach / kinds_of_mode % all_windows.size());
  const bool fragile = at == window::granted || at == window::in_cleanup;
  const std::uint32_t narrow = fragile ? 6 : at == window::before_start ? 1 : 2;
  return wide ? narrow : 2 * narrow;
}

std::size_t stop_kind(const stop_move& stop) {
  return static_cast<std::size_t>(stop.mode) * kinds_of_reach +
         static_cast<std::size_t>(stop.reach);
}

}  // namespace

void novel_injections::begin_job() {
  kinds_.clear();
  for (auto& keys : known_) keys.clear();
  run_ = 0;
}

void novel_injections::begin_run(random_numbers& draws, run_counts& counts) {
  windows_.begin_run();
  ++run_;
  stage_ = 0;
  late_ = {};
  one_in_ = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(counts.choices(), 2, 1'000'000));
  aim(draws);
}

// At the kind that was aimed at least for what it is worth. Half of the aims are at the first
// moments of a run, which are there in every run; the others at any.
void novel_injections::aim(random_numbers& draws) {
  aims_ = run_ > 1;
  aimed_at_ = nothing;
  std::uint32_t least = 0;
  std::uint32_t equal = 0;
  for (const std::size_t key : known_[stage_]) {
    const std::uint32_t score = (2 * kinds_[key].aims + 1) * 24 / worth(key, stages);
    if (aimed_at_ != nothing && score > least) continue;
    equal = aimed_at_ != nothing && score == least ? equal + 1 : 1;
    least = score;
    if (equal == 1 || draws.below(equal) == 0) aimed_at_ = key;
  }
  if (aimed_at_ == nothing) return;
  moments& kind = kinds_[aimed_at_];
  ++kind.aims;
  aimed_time_ = draws.below(4) == 0 ? 0 : 1 + draws.below(std::max<std::uint32_t>(kind.most, 1));
}

std::uint32_t novel_injections::inject(const choice_point& point, random_numbers& draws,
                                       run_counts& counts) {
  if (point.kind() == choice_kind::fault) {
    if (!comes_now(key_of(point, 0, counts), draws)) return 0;
    count_injection(draws);
    return 1;
  }
  if (late_.target != nullptr)
    if (const std::uint32_t move = stop_late(point); move > 0) {
      count_injection(draws);
      return move;
    }
  const auto stops = static_cast<std::uint32_t>(point.stops().size());
  for (std::uint32_t stop = 0; stop < stops; ++stop) {
    if (!windows_.opens(point, stop)) continue;
    if (late_.target != nullptr || !comes_now(key_of(point, stop, counts), draws)) continue;
    if (const std::uint32_t move = stop_now(point, stop, draws); move > 0) {
      count_injection(draws);
      return move;
    }
  }
  return point.hurries() && draws.below(one_in_) == 0 ? point.picks() - 1 : 0;
}

bool novel_injections::comes_now(std::size_t key, random_numbers& draws) {
  if (key >= kinds_.size()) kinds_.resize(key + 1);
  moments& kind = kinds_[key];
  if (kind.run != run_) {
    kind.run = run_;
    kind.now = 0;
  }
  ++kind.now;
  kind.most = std::max(kind.most, kind.now);
  if (!kind.known) {
    kind.known = true;
    known_[stage_].push_back(key);
    if (!aims_ || aimed_at_ != nothing || draws.below(2) != 0) return false;
    ++kind.aims;
    return true;
  }
  if (!aims_ || key != aimed_at_) return false;
  return aimed_time_ == 0 ? draws.below(3) > 0 : aimed_time_ == kind.now;
}

// Returns: the move, or 0 where the stop is to come later.
std::uint32_t novel_injections::stop_now(const choice_point& point, std::uint32_t stop,
                                         random_numbers& draws) {
  if (draws.below(8) > 0) return point.picks() + stop;
  const stop_move& move = point.stops()[stop];
  late_ = {.target = move.target,
           .window_opened = move.target->window_opened,
           .stop_kind = stop_kind(move),
           .at = static_cast<std::uint64_t>(point.number()) + 1 + draws.below(longest_delay)};
  return 0;
}

std::uint32_t novel_injections::stop_late(const choice_point& point) {
  if (late_.target->window_opened != late_.window_opened) {
    late_ = {};
    return 0;
  }
  if (static_cast<std::uint64_t>(point.number()) < late_.at) return 0;
  for (std::uint32_t stop = 0; stop < point.stops().size(); ++stop) {
    const stop_move& move = point.stops()[stop];
    if (move.target == late_.target && stop_kind(move) == late_.stop_kind)
      return point.picks() + stop;
  }
  return 0;
}

// The next aim is behind the injection that comes now, or there is none.
void novel_injections::count_injection(random_numbers& draws) {
  late_ = {};
  stage_ = std::min(stage_ + 1, stages - 1);
  if (draws.below(2) == 0)
    aim(draws);
  else
    aims_ = false;
}

std::size_t novel_injections::key_of(const choice_point& point, std::size_t stop,
                                     run_counts& counts) const {
  if (point.kind() == choice_kind::fault) {
    const std::size_t site = counts.sites().site_of(point.asking()->name, point.operation());
    return ((site * all_windows.size() * kinds_of_mode + kinds_of_mode - 1) * kinds_of_reach) *
               stages +
           stage_;
  }
  const stop_move& move = point.stops()[stop];
  const std::size_t site = point.asking() != nullptr
                               ? counts.sites().site_of(move.target->name, point.operation())
                               : counts.sites().site_of(*move.target);
  const auto window = static_cast<std::size_t>(window_of(*move.target));
  const auto mode = static_cast<std::size_t>(move.mode);
  const auto reach = static_cast<std::size_t>(move.reach);
  return (((site * all_windows.size() + window) * kinds_of_mode + mode) * kinds_of_reach + reach) *
             stages +
         stage_;
}

}  // namespace cutpoint
