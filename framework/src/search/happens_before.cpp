#include <cutpoint/search/happens_before.hpp>

#include <algorithm>
#include <functional>
#include <utility>

namespace cutpoint {
namespace {

std::uint64_t hash_of(const footprint& event) {
  const std::uint64_t what = std::uint64_t{static_cast<std::uint32_t>(event.actor)} << 24 |
                             static_cast<std::uint64_t>(event.kind) << 16 |
                             static_cast<std::uint64_t>(event.mode) << 8 |
                             static_cast<std::uint64_t>(event.reach);
  // In which order an event uses its objects is no matter.
  std::uint64_t used = 0;
  for (const touch& t : event.touches)
    used += hash_of_two(static_cast<std::uint64_t>(t.object),
                        static_cast<std::uint64_t>(in_order(t.how)));
  return hash_of_two(what, used);
}

}  // namespace

void happens_before::assign(std::span<const footprint> events,
                            std::span<const std::span<const touch>> further, arrivals come) {
  words_ = (events.size() + 63) / 64;
  rows_.assign(events.size() * words_, 0);
  adjacent_.resize(events.size());
  pasts_.assign(events.size(), 0);
  ++run_;
  for (std::uint32_t b = 0; b < events.size(); ++b) {
    direct_.clear();
    order(b, events[b].touches, come);
    if (!further.empty()) order(b, further[b], come);
    // The latest first: what one of them comes behind is not adjacent.
    std::ranges::sort(direct_, std::greater());
    direct_.erase(std::unique(direct_.begin(), direct_.end()), direct_.end());
    std::vector<std::uint32_t>& next_to = adjacent_[b];
    next_to.clear();
    std::uint64_t pasts = 0;
    for (const std::uint32_t a : direct_) {
      if (a == b || before(a, b)) continue;
      next_to.push_back(a);
      pasts += hash_of_two(pasts_[a], 1);
      for (std::size_t w = 0; w < words_; ++w) rows_[b * words_ + w] |= rows_[a * words_ + w];
      rows_[b * words_ + a / 64] |= std::uint64_t{1} << (a % 64);
    }
    std::ranges::reverse(next_to);
    pasts_[b] = hash_of_two(hash_of(events[b]), pasts);
  }
}

// Collects whom the event has to come behind: whoever used one of its objects last in a way that
// does not commute with its own.
void happens_before::order(std::uint32_t event, std::span<const touch> touches, arrivals come) {
  for (const touch& t : touches) {
    const object_use how = come == arrivals::ordered ? in_order(t.how) : t.how;
    uses& u = used_[static_cast<std::uint64_t>(t.object)];
    if (std::exchange(u.run, run_) != run_) {
      u.last.clear();
      u.before.clear();
    }
    // Nobody has to come behind it.
    if (how == object_use::arrive) {
      const std::vector<std::uint32_t>& written = u.how == object_use::read ? u.before : u.last;
      direct_.insert(direct_.end(), written.begin(), written.end());
      continue;
    }
    const bool joins = !u.last.empty() && how == u.how && how != object_use::write;
    if (!joins) {
      std::swap(u.before, u.last);
      u.last.clear();
      u.how = how;
    }
    u.last.push_back(event);
    direct_.insert(direct_.end(), u.before.begin(), u.before.end());
  }
}

std::uint64_t happens_before::hash() const {
  std::uint64_t all = 0;
  for (const std::uint64_t past : pasts_) all += hash_of_two(past, 2);
  return all;
}

}  // namespace cutpoint
