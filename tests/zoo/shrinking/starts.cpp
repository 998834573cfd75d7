#include "zoo/shrinking/starts.hpp"

#include "check/runner.hpp"

#include <cutpoint/search/baseline.hpp>
#include <cutpoint/search/random_search.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace cutpoint::shrinking {
namespace {

using numbers = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

numbers numbers_of(std::span<const taken_choice> taken) {
  numbers all;
  for (const taken_choice& t : taken) all.emplace_back(t.number, t.move);
  return all;
}

class finding_starts {
 public:
  explicit finding_starts(const subject& s)
      : wanted_(s.complaint),
        slots_(200'000),
        runs_(s.buggy, s.wanted, choice_log(taken_, slots_)) {}

  starts run(std::size_t count, std::uint64_t limit) {
    baseline base;
    base.begin_run(0);
    runs_.run(base, ordinals::kept);
    std::uint64_t made = 0;
    for (std::uint64_t number = 1; result_.runs.size() < count && made < limit; ++number) {
      // Of one seed only the first, since the runs of one job learn from each other.
      random_search draws(seed{number}, random_search::runs_per_job, base.seen());
      while (made++ < limit && draws.begin_run(0))
        if (take(runs_.run(draws, ordinals::off))) break;
    }
    if (wanted_) result_.identity = *wanted_;
    return std::move(result_);
  }

 private:
  bool take(const std::vector<finding>& found) {
    if (found.empty()) return false;
    if (!wanted_) wanted_ = found.front().identity;
    if (std::ranges::find(found, *wanted_, &finding::identity) == found.end()) return false;
    const auto taken = std::span(slots_).first(taken_);
    if (!known_.insert(numbers_of(taken)).second) return false;
    result_.runs.emplace_back(taken.begin(), taken.end());
    return true;
  }

  std::optional<finding_identity> wanted_;
  std::size_t taken_ = 0;
  std::vector<taken_choice> slots_;
  runner runs_;
  std::set<numbers> known_;
  starts result_;
};

}  // namespace

starts find_starts(const subject& s, std::size_t count, std::uint64_t limit) {
  return finding_starts(s).run(count, limit);
}

}  // namespace cutpoint::shrinking
