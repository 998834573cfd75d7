#include <cutpoint/search/guided_replay.hpp>

#include <algorithm>

namespace cutpoint {
namespace {

bool is_like(const deviation& a, const deviation& b) {
  return a.address.kind == b.address.kind && a.address.task == b.address.task &&
         a.address.operation == b.address.operation && a.address.reach == b.address.reach &&
         asks_the_same(a, b);
}

}  // namespace

guided_replay::guided_replay(std::span<const deviation> wanted,
                             std::span<const deviation> executed) {
  for (const deviation& d : wanted) {
    const bool missed =
        std::ranges::none_of(executed, [&](const deviation& taken) { return same_move(taken, d); });
    pending_.push_back({.wanted = d, .missed = missed});
    repairs_ = repairs_ || missed;
  }
}

bool guided_replay::begin_run(std::uint64_t job) {
  for (pending& p : pending_) p.taken = false;
  next_ = 0;
  return job == 0;
}

std::uint32_t guided_replay::decide(const choice_point& point) {
  if (next_ == pending_.size()) return 0;
  for (std::uint32_t move = 1; move < point.moves(); ++move)
    if (takes(point.describe(move))) return move;
  return 0;
}

bool guided_replay::takes(const deviation& offered) {
  for (pending& p : pending_) {
    if (p.taken || p.missed || !same_move(p.wanted, offered)) continue;
    return take(p);
  }
  pending& next = pending_[next_];
  return next.missed && is_like(next.wanted, offered) && take(next);
}

bool guided_replay::take(pending& p) {
  p.taken = true;
  while (next_ < pending_.size() && pending_[next_].taken) ++next_;
  return true;
}

}  // namespace cutpoint
