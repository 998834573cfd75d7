// How a trace is made small.
//
// There is always a best run: the least, in the order of run_key, that a probe has shown to fail. A
// candidate is a set of deviations. To attempt one is to probe it and to take the run that was
// really executed as the new best if its key is smaller. That is progress, and the only kind:
// whatever a stage thought it was doing, a run with a greater key is thrown away. Since a candidate
// is matched by address, leaving a deviation out never changes what another one means; it may only
// keep it from coming up, and then the executed run is smaller still.
//
// At first, and whenever nothing can be removed: a task that is picked again and again runs on
// instead (running_on.cpp), which is one deviation for many.
//
// The stages, repeated until none of them makes progress:
// 1. removal of chunks, half of the trace down to single deviations, the last ones first: what
//    precedes a removed deviation happens as before, so a walk towards the front never has to look
//    back. A chunk that could go is followed by one twice as wide.
// 2. removal by subsets, smallest first and of these the ones with the most stops and faults, once
//    the trace is short: failing need not be monotone, so a trace from which no one deviation can
//    go may yet have a smaller part that fails. Then removal of one while another moves a little,
//    because delays count what the first may have added; and one in the place of two.
// 3. lowering of what the deviations left say (lowerings.cpp), each alone and some together.
//
// Why it ends: keys are tuples of natural numbers, compared lexicographically, in which the two
// lists have settled lengths when they are reached, so there is no endless descent; between two
// steps of progress a stage tries finitely many candidates, each of which is a function of the
// best. That is also why shrinking the result again changes nothing. Why the end is 1-minimal: the
// last round removed nothing, so it attempted each single removal on the very trace that it left
// behind.
//
// Sources: Zeller, Hildebrandt, "Simplifying and isolating failure-inducing input", TSE 2002
// (ddmin). Departures: no complements of kept chunks, which the walk makes superfluous, and nothing
// is tried twice. The growing of successes, the lowering of equal values together and an order in
// which "smaller" is defined before anything shrinks are MacIver and Donaldson's, "Test-case
// reduction via test-case generation: insights from the Hypothesis reducer", ECOOP 2020.

#include <cutpoint/shrink/shrink.hpp>

#include "tried_candidates.hpp"
#include <cutpoint/shrink/lowerings.hpp>

#include <cutpoint/shrink/run_key.hpp>
#include <cutpoint/shrink/running_on.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

namespace cutpoint {
namespace {

// Up to so many deviations, all their subsets are tried.
constexpr std::size_t few_deviations = 4;

class shrinking {
 public:
  shrinking(const shrink_probe& probe, const shrink_limits& limits)
      : probe_(probe), limits_(limits) {}

  shrink_result run(std::vector<deviation> start) {
    std::optional<failing_run> executed = ask(start);
    if (!executed)
      return {.smallest = {.deviations = std::move(start)},
              .end = spent_ ? shrink_end::budget : shrink_end::not_reproduced,
              .probes = probes_};
    take(std::move(*executed));
    let_run_on();
    do {
      while (remove_chunks_of_all_sizes()) {
      }
    } while (!spent_ &&
             (remove_by_subsets() || remove_and_shift() || let_run_on() || merge() || lower()));
    const shrink_end how = end();
    return {.smallest = std::move(best_), .end = how, .probes = probes_};
  }

 private:
  using candidate = std::vector<deviation>;

  std::size_t size() const { return best_.deviations.size(); }

  std::optional<failing_run> ask(const candidate& wanted) {
    spent_ = spent_ || probes_ >= limits_.probes || (limits_.give_up && limits_.give_up());
    if (spent_ || !tried_.insert(wanted)) return std::nullopt;
    ++probes_;
    return probe_(wanted);
  }

  // Returns: whether that was progress.
  bool attempt(const candidate& wanted) {
    std::optional<failing_run> executed = ask(wanted);
    if (!executed || !(key_of(*executed) < key_)) return false;
    take(std::move(*executed));
    return true;
  }

  void take(failing_run executed) {
    best_ = std::move(executed);
    key_ = key_of(best_);
    tried_.insert(best_.deviations);
    if (limits_.improved) limits_.improved(best_);
  }

  candidate without(std::size_t begin, std::size_t end) const {
    candidate left = best_.deviations;
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(begin),
               left.begin() + static_cast<std::ptrdiff_t>(end));
    return left;
  }

  bool remove_chunks_of_all_sizes() {
    bool progress = false;
    for (std::size_t chunk = std::max<std::size_t>(size() / 2, 1); chunk > 0; chunk /= 2)
      progress = remove_chunks(chunk) || progress;
    return progress && !spent_;
  }

  bool remove_chunks(std::size_t chunk) {
    bool progress = false;
    std::size_t width = chunk;
    for (std::size_t end = size(); end > 0 && !spent_;) {
      const std::size_t begin = end - std::min(width, end);
      if (attempt(without(begin, end))) {
        progress = true;
        end = std::min(begin, size());
        width *= 2;
      } else if (width > chunk) {
        width = chunk;  // grown too wide; what it covers is looked at again
      } else {
        end = begin;
      }
    }
    return progress;
  }

  bool remove_by_subsets() {
    if (size() > few_deviations) return false;
    const candidate from = best_.deviations;
    std::vector<unsigned> subsets((1U << from.size()) - 1);
    std::iota(subsets.begin(), subsets.end(), 0U);
    const unsigned injected = injections_of(from);
    std::ranges::sort(subsets, {}, [&](unsigned members) {
      return std::tuple(std::popcount(members), -std::popcount(members & injected), members);
    });
    return std::ranges::any_of(subsets, [&](unsigned members) {
      candidate subset;
      for (std::size_t i = 0; i < from.size(); ++i)
        if ((members >> i & 1U) != 0) subset.push_back(from[i]);
      return attempt(subset);
    });
  }

  // Returns: which of them are stops and faults, as bits.
  static unsigned injections_of(const candidate& from) {
    unsigned found = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const deviation_kind kind = from[i].address.kind;
      if (kind == deviation_kind::stop || kind == deviation_kind::fault) found |= 1U << i;
    }
    return found;
  }

  bool remove_and_shift() { return attempt_any(removals_with_a_shift(best_)); }

  bool let_run_on() { return attempt_any(running_on(best_)); }

  bool merge() { return attempt_any(merged_pairs(best_)); }

  bool lower() {
    bool progress = false;
    for (std::size_t i = 0; i < size(); ++i)
      while (lower_one(i)) progress = true;
    while (attempt_any(joint_lowerings(best_))) progress = true;
    return progress;
  }

  bool lower_one(std::size_t index) {
    if (index >= size()) return false;
    for (deviation& d : lowerings(best_, index)) {
      candidate changed = best_.deviations;
      changed[index] = std::move(d);
      if (attempt(changed)) return true;
    }
    return false;
  }

  bool attempt_any(const std::vector<candidate>& candidates) {
    return std::ranges::any_of(candidates,
                               [&](const candidate& changed) { return attempt(changed); });
  }

  shrink_end end() {
    if (!spent_) return shrink_end::fixpoint;
    for (std::size_t i = 0; i < size(); ++i)
      if (!tried_.contains(without(i, i + 1))) return shrink_end::budget;
    return shrink_end::one_minimal;
  }

  const shrink_probe& probe_;
  const shrink_limits& limits_;
  tried_candidates tried_;
  failing_run best_;
  run_key key_;
  std::uint64_t probes_ = 0;
  bool spent_ = false;
};

}  // namespace

shrink_result shrink(std::vector<deviation> start, const shrink_probe& probe,
                     const shrink_limits& limits) {
  return shrinking(probe, limits).run(std::move(start));
}

}  // namespace cutpoint
