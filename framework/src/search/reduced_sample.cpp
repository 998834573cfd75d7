// Sees whether the events of a run, made once more in another order that ought to be no different,
// are the same.

#include <cutpoint/search/reduced_search.hpp>

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/kernel/random_numbers.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cutpoint {

// Some stop that one order offers is not offered by another, so only runs without stops are
// sampled.
std::uint32_t reduced_search::repeat_sampled(const choice_point& point) {
  if (point.tasks() == 0) return 0;
  if (done() < sample_.size()) return take(sample_[done()].step, point);
  astray_ = true;
  return 0;
}

// Any order will do in which each event comes behind those that it depends on.
void reduced_search::sample() {
  order_.assign(log_.events(), {}, happens_before::arrivals::ordered);
  random_numbers numbers(seed{classes_});
  std::vector<bool> taken(order_.size());
  taken[0] = true;
  while (sample_.size() + 1 < order_.size()) {
    std::vector<std::size_t> next;
    for (std::size_t event = 1; event < order_.size(); ++event)
      if (!taken[event] && std::ranges::all_of(order_.adjacent(event),
                                               [&](std::uint32_t before) { return taken[before]; }))
        next.push_back(event);
    const std::size_t event = next[numbers.below(static_cast<std::uint32_t>(next.size()))];
    taken[event] = true;
    sample_.push_back({.step = path_[event - 1].step, .drawn = path_[event - 1].drawn});
  }
  sampled_class_ = last_class_;
}

void reduced_search::compare_sample(const kernel& run) {
  like_another_ = true;
  ++samples_;
  order_.assign(log_.events());
  last_class_ = order_.hash();
  const auto odd = memory_.find_odd(log_.events(), order_, 1);
  if (odd || astray_ || last_class_ != sampled_class_) note_undeclared(run, odd ? *odd : done());
  sample_.clear();
}

}  // namespace cutpoint
