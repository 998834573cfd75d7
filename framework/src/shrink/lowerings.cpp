#include <cutpoint/shrink/lowerings.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace cutpoint {
namespace {

// Up to so many numbers are tried one by one, and up to so many deviations in pairs.
constexpr std::uint32_t few = 8;

// From `least` up to below `number`: all of them where they are few; else the distance is halved,
// so that a number is brought down in logarithmically many steps.
std::vector<std::uint32_t> numbers_below(std::uint32_t number, std::uint32_t least) {
  std::vector<std::uint32_t> below;
  if (number <= least) return below;
  if (number - least <= few) {
    for (std::uint32_t n = least; n < number; ++n) below.push_back(n);
  } else {
    for (std::uint32_t distance = number - least; distance > 0; distance /= 2)
      below.push_back(number - distance);
  }
  return below;
}

class lowered {
 public:
  lowered(const failing_run& run, const deviation& from) : run_(run), from_(from) {}

  std::vector<deviation> all() {
    for (const std::uint32_t ordinal : numbers_below(from_.address.ordinal, 1)) {
      add([&](deviation& d) { d.address.ordinal = ordinal; });
      if (from_.address.delay > 0)
        add([&](deviation& d) { d.address.ordinal = ordinal, d.address.delay = 0; });
    }
    for (const std::uint32_t delay : numbers_below(from_.address.delay, 0))
      add([&](deviation& d) { d.address.delay = delay; });
    if (from_.address.kind == deviation_kind::stop) {
      if (from_.address.reach == stop_reach::scope)
        add([](deviation& d) { d.address.reach = stop_reach::task; });
      add_windows();
      add_modes();
    }
    if (from_.address.kind == deviation_kind::value) {
      // 0 is no deviation: removal has tried it.
      for (const std::uint32_t value : numbers_below(from_.value, 1))
        add([&](deviation& d) { d.value = value; });
    } else {
      add_lower_moves();
      if (from_.address.kind == deviation_kind::stop) add_other_stops();
    }
    return std::move(list_);
  }

 private:
  template <class Change>
  void add(const Change& change) {
    deviation d = from_;
    change(d);
    list_.push_back(std::move(d));
  }

  void add_windows() {
    for (const window at : all_windows) {
      // A task that has not run is at no site, so from there no other window can be named.
      if (at == from_.address.at || from_.address.at == window::before_start) continue;
      add([&](deviation& d) {
        d.address.at = at;
        d.address.delay = 0;
        if (at == window::before_start) d.address.operation.clear(), d.address.ordinal = 0;
      });
    }
  }

  void add_modes() {
    for (const stop_mode mode : all_stop_modes) {
      const auto is_offered = [&](const deviation& d) {
        return d.mode == mode && d.address == from_.address;
      };
      if (mode == from_.mode) continue;
      if (!run_.offered.empty() && std::ranges::none_of(run_.offered, is_offered)) continue;
      add([&](deviation& d) { d.mode = mode; });
      for (const std::uint32_t delay : numbers_below(from_.address.delay, 0))
        add([&](deviation& d) { d.mode = mode, d.address.delay = delay; });
    }
  }

  void add_lower_moves() {
    std::map<std::uint32_t, const deviation*> lower;
    for (const deviation& d : run_.offered)
      if (d.number == from_.number && d.move < from_.move) lower.emplace(d.move, &d);
    std::vector<const deviation*> by_move;
    by_move.reserve(lower.size());
    for (const auto& [move, d] : lower) by_move.push_back(d);
    for (const std::uint32_t i : numbers_below(static_cast<std::uint32_t>(by_move.size()), 0))
      list_.push_back(*by_move[i]);
  }

  // The task that a stop really meets may be another one than its target: one that it was passed on
  // to, or that was stopped in the same way later.
  void add_other_stops() {
    for (const deviation& d : run_.offered)
      if (d.number == from_.number && d.address.kind == deviation_kind::stop) list_.push_back(d);
  }

  const failing_run& run_;
  const deviation& from_;
  std::vector<deviation> list_;
};

// A path that ends in an ordinal: `main/notify#3`.
struct sibling {
  std::string before;  // `main/notify`
  std::uint32_t ordinal = 1;

  std::string path(std::uint32_t number) const {
    return number == 1 ? before : before + "#" + std::to_string(number);
  }
  friend auto operator<=>(const sibling&, const sibling&) = default;
};

void find_siblings(std::string_view path, std::set<sibling>& found) {
  for (std::size_t end = path.find('/'); !path.empty(); end = path.find('/', end + 1)) {
    const std::string_view prefix = path.substr(0, end);
    const std::size_t sign = prefix.rfind('#');
    const std::string_view digits = sign == std::string_view::npos ? "" : prefix.substr(sign + 1);
    if (!digits.empty() && digits.size() < 9 &&
        std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
      found.insert({.before = std::string(prefix.substr(0, sign)),
                    .ordinal = static_cast<std::uint32_t>(std::stoul(std::string(digits)))});
    if (end == std::string_view::npos) return;
  }
}

bool lies_in(std::string_view path, std::string_view tree) {
  return path.starts_with(tree) && (path.size() == tree.size() || path[tree.size()] == '/');
}

std::string with_swapped(const std::string& path, const std::string& a, const std::string& b) {
  if (lies_in(path, a)) return b + path.substr(a.size());
  if (lies_in(path, b)) return a + path.substr(b.size());
  return path;
}

void trade_places(const failing_run& run, std::vector<std::vector<deviation>>& candidates) {
  std::set<sibling> siblings;
  for (const deviation& d : run.deviations) {
    find_siblings(d.address.task, siblings);
    find_siblings(d.picked, siblings);
  }
  for (const sibling& s : siblings) {
    for (const std::uint32_t ordinal : numbers_below(s.ordinal, 1)) {
      std::vector<deviation>& candidate = candidates.emplace_back(run.deviations);
      for (deviation& d : candidate) {
        d.address.task = with_swapped(d.address.task, s.path(s.ordinal), s.path(ordinal));
        d.picked = with_swapped(d.picked, s.path(s.ordinal), s.path(ordinal));
      }
    }
  }
}

void lower_ordinals(const failing_run& run, std::vector<std::vector<deviation>>& candidates) {
  std::uint32_t least = ~std::uint32_t{0};
  for (const deviation& d : run.deviations)
    if (d.address.ordinal > 0) least = std::min(least, d.address.ordinal);
  if (run.deviations.size() < 2 || least == ~std::uint32_t{0}) return;
  for (const std::uint32_t ordinal : numbers_below(least, 1)) {
    std::vector<deviation>& candidate = candidates.emplace_back(run.deviations);
    for (deviation& d : candidate)
      if (d.address.ordinal > 0) d.address.ordinal -= least - ordinal;
  }
}

void lower_equal_values(const failing_run& run, std::vector<std::vector<deviation>>& candidates) {
  std::map<std::uint32_t, std::size_t> uses;
  for (const deviation& d : run.deviations)
    if (d.address.kind == deviation_kind::value) ++uses[d.value];
  for (const auto& [value, count] : uses) {
    if (count < 2) continue;
    for (const std::uint32_t smaller : numbers_below(value, 1)) {
      std::vector<deviation>& candidate = candidates.emplace_back(run.deviations);
      for (deviation& d : candidate)
        if (d.address.kind == deviation_kind::value && d.value == value) d.value = smaller;
    }
  }
}

}  // namespace

std::vector<deviation> lowerings(const failing_run& run, std::size_t index) {
  return lowered(run, run.deviations[index]).all();
}

std::vector<std::vector<deviation>> removals_with_a_shift(const failing_run& run) {
  std::vector<std::vector<deviation>> candidates;
  if (run.deviations.size() > few / 2) return candidates;
  for (std::size_t i = 0; i < run.deviations.size(); ++i) {
    for (std::size_t shifted = 0; shifted < run.deviations.size(); ++shifted) {
      const choice_address& from = run.deviations[shifted].address;
      if (shifted == i || from.kind == deviation_kind::fault || from.kind == deviation_kind::value)
        continue;
      std::vector<std::uint32_t> delays = numbers_below(from.delay, 0);
      for (std::uint32_t more = 1; more <= few; ++more) delays.push_back(from.delay + more);
      for (const std::uint32_t delay : delays) {
        std::vector<deviation>& candidate = candidates.emplace_back(run.deviations);
        candidate[shifted].address.delay = delay;
        candidate.erase(candidate.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
  }
  return candidates;
}

std::vector<std::vector<deviation>> merged_pairs(const failing_run& run) {
  std::vector<std::vector<deviation>> candidates;
  if (run.deviations.size() > few) return candidates;
  for (std::size_t i = 0; i + 1 < run.deviations.size(); ++i) {
    for (const deviation& offered : run.offered) {
      if (offered.number != run.deviations[i].number) continue;
      std::vector<deviation>& candidate = candidates.emplace_back(run.deviations);
      candidate[i] = offered;
      candidate.erase(candidate.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  }
  return candidates;
}

std::vector<std::vector<deviation>> joint_lowerings(const failing_run& run) {
  std::vector<std::vector<deviation>> candidates;
  trade_places(run, candidates);
  lower_ordinals(run, candidates);
  lower_equal_values(run, candidates);
  return candidates;
}

}  // namespace cutpoint
