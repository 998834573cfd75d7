#include <cutpoint/search/priority_order.hpp>

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <algorithm>

namespace cutpoint {
namespace {

// The finalizer of SplitMix64: priorities are not kept but computed, for as many keys as there are.
std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

}  // namespace

priority_order::priority_order(priority_of what, std::uint32_t changes)
    : what_(what), changes_(changes) {
  CUTPOINT_REQUIRE(changes <= most_changes, "an order by priorities changes at most 8 times a run");
}

void priority_order::begin_run(random_numbers& draws, run_counts& counts) {
  run_seed_ = draws.next();
  picks_ = 0;
  fallen_count_ = 0;
  changes_left_ = changes_ == 0 ? 0 : draws.below(changes_ + 1);
  const auto choices =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(counts.choices(), 1U << 30));
  for (std::uint32_t i = 0; i < changes_left_; ++i) change_at_[i] = draws.below(choices);
  std::ranges::fill(rounds_, 0);
}

std::uint32_t priority_order::pick(const choice_point& point, random_numbers& draws,
                                   run_counts& counts) {
  std::uint32_t move = point.tasks() == 1 ? 0 : highest(point, draws, counts);
  if (falls_now()) {
    fallen_[fallen_count_++] = key_of(point.task(move), counts);
    move = highest(point, draws, counts);
  }
  ++picks_;
  if (what_ == priority_of::event) {
    const std::uint32_t object = counts.sites().object_of(counts.sites().site_of(point.task(move)));
    if (object != site_table::no_object) {
      if (object >= rounds_.size()) rounds_.resize(object + 1);
      ++rounds_[object];
    }
  }
  return move;
}

std::uint64_t priority_order::key_of(const task_control& t, run_counts& counts) const {
  const auto task = static_cast<std::uint64_t>(t.id);
  if (what_ == priority_of::task) return task;
  const std::uint32_t site = counts.sites().site_of(t);
  if (what_ == priority_of::site) return site;
  const std::uint32_t object = counts.sites().object_of(site);
  const std::uint64_t round = object < rounds_.size() ? rounds_[object] : 0;
  return task << 48 ^ std::uint64_t{t.steps} << 24 ^ round;
}

std::uint64_t priority_order::priority(std::uint64_t key) const {
  for (std::uint32_t i = fallen_count_; i-- > 0;)
    if (fallen_[i] == key) return most_changes - 1 - i;
  return mix(run_seed_ + key * 0x9e3779b97f4a7c15) | most_changes;
}

std::uint32_t priority_order::highest(const choice_point& point, random_numbers& draws,
                                      run_counts& counts) const {
  std::uint32_t best = 0;
  std::uint64_t best_priority = 0;
  std::uint32_t equal = 0;
  for (std::uint32_t move = 0; move < point.tasks(); ++move) {
    const std::uint64_t p = priority(key_of(point.task(move), counts));
    if (equal > 0 && p < best_priority) continue;
    equal = equal > 0 && p == best_priority ? equal + 1 : 1;
    best_priority = p;
    if (equal == 1 || draws.below(equal) == 0) best = move;
  }
  return best;
}

bool priority_order::falls_now() {
  bool falls = false;
  for (std::uint32_t i = 0; i < changes_left_; ++i) falls = falls || change_at_[i] == picks_;
  return falls && fallen_count_ < most_changes;
}

}  // namespace cutpoint
