#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/kernel/observer.hpp>
#include <cutpoint/oracle/judge.hpp>
#include <cutpoint/program/program.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace cutpoint::unit {

/// The least failing run of a program, for each finding, by plain backtracking over whole sequences
/// of choices, none of which is left out. It shares nothing with the search and the shrinker that
/// it judges but the kernel and the oracles: the order of runs is written down here a second time,
/// from design and docs.
class brute_force {
 public:
  using places = std::vector<std::pair<std::uint64_t, std::uint32_t>>;  ///< choice, move
  /// Stops that reached a task, tasks that moved, steps.
  using extent = std::tuple<std::size_t, std::size_t, std::uint64_t>;
  /// Deviations, stops; then, up to where the finding was seen, stops that reached a task, tasks
  /// that moved, steps; then values that are not 0, these values, all deviations.
  using rank =
      std::tuple<std::size_t, std::size_t, extent, std::size_t, std::vector<std::uint32_t>, places>;

  /// Makes every run with at most `most` deviations.
  brute_force(program tried, const run_bounds& bounds, std::size_t most)
      : tried_(std::move(tried)), bounds_(bounds), most_(most) {
    do make_run();
    while (turn_back());
  }

  /// Returns: the least run that leads to `identity`; nothing where none does.
  std::optional<rank> least(const finding_identity& identity) const {
    const auto found = least_.find(identity);
    return found == least_.end() ? std::nullopt : std::optional(found->second);
  }
  std::uint64_t runs() const { return runs_; }

 private:
  struct taken_move {
    std::uint64_t number;
    std::uint32_t move;
    std::uint32_t moves;
    bool stops;
    bool gives_value;
  };

  // Follows the sequence that is wanted, and goes on benignly behind it.
  class follower final : public decider {
   public:
    explicit follower(std::vector<taken_move>& sequence) : sequence_(sequence) {}
    std::uint32_t decide(const choice_point& point) override {
      if (at_ == sequence_.size())
        sequence_.push_back({.number = static_cast<std::uint64_t>(point.number()),
                             .move = 0,
                             .moves = point.moves(),
                             .stops = false,
                             .gives_value = false});
      taken_move& t = sequence_[at_++];
      t.stops = t.move >= point.picks();
      t.gives_value = point.kind() == choice_kind::value;
      return t.move;
    }

   private:
    std::vector<taken_move>& sequence_;
    std::size_t at_ = 0;
  };

  // Measures the run wherever a violation is told of.
  class watcher final : public observer {
   public:
    explicit watcher(const kernel& watched) : watched_(watched) {}
    void record(event_record e) override {
      if (e.kind == event_kind::violation) seen_.push_back(measure());
    }
    extent measure() const {
      std::size_t moved = 0;
      for (const task_control* const t : watched_.tasks()) moved += t->steps > 0 ? 1 : 0;
      return {watched_.stops().size(), moved, watched_.steps()};
    }
    // Other findings are certain only when the run is over.
    extent behind(const finding_identity& identity) const {
      for (std::size_t i = 0; i < seen_.size(); ++i) {
        const violation& v = watched_.violations()[i];
        const bool of_all = v.by == oracle::invariant || v.in == nullptr;
        if (identity == finding_identity{v.by, std::string(v.subject.text()),
                                         of_all ? "" : without_ordinals(path_of(*v.in))})
          return seen_[i];
      }
      return measure();
    }

   private:
    const kernel& watched_;
    std::vector<extent> seen_;
  };

  void make_run() {
    ++runs_;
    follower takes(sequence_);
    watcher watches(runs_in_);
    std::size_t taken = 0;
    runs_in_.begin({.decides = takes,
                    .bounds = bounds_,
                    .log = choice_log(taken, slots_),
                    .observes = &watches});
    tried_.start(runs_in_);
    runs_in_.loop();
    for (const finding& f : judge(runs_in_)) {
      const rank r = rank_of_run(watches.behind(f.identity));
      const auto [known, is_new] = least_.try_emplace(f.identity, r);
      if (!is_new) known->second = std::min(known->second, r);
    }
    runs_in_.finish_run();
  }

  rank rank_of_run(const extent& until) const {
    places all;
    std::vector<std::uint32_t> values;
    std::size_t stops = 0;
    for (const taken_move& t : sequence_) {
      if (t.move == 0) continue;
      all.emplace_back(t.number, t.move);
      if (t.gives_value) values.push_back(t.move);
      stops += t.stops ? 1 : 0;
    }
    return {all.size(), stops, until, values.size(), values, all};
  }

  // Returns: false where there is no other sequence.
  bool turn_back() {
    while (!sequence_.empty()) {
      taken_move& last = sequence_.back();
      const auto deviations = std::ranges::count_if(
          sequence_, [&](const taken_move& t) { return &t != &last && t.move != 0; });
      if (static_cast<std::size_t>(deviations) < most_ && last.move + 1 < last.moves) {
        ++last.move;
        return true;
      }
      sequence_.pop_back();
    }
    return false;
  }

  program tried_;
  run_bounds bounds_;
  std::size_t most_;
  std::vector<taken_choice> slots_ = std::vector<taken_choice>(1'000);
  kernel runs_in_;
  std::vector<taken_move> sequence_;
  std::map<finding_identity, rank> least_;
  std::uint64_t runs_ = 0;
};

}  // namespace cutpoint::unit
