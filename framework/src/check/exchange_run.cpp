#include "exchange_run.hpp"

#include "drawn_runs.hpp"
#include "finding_probe.hpp"
#include "shrink_with.hpp"
#include "worker.hpp"

#include <cutpoint/check/interruption.hpp>
#include <cutpoint/shrink/run_key.hpp>
#include <cutpoint/shrink/shrink.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace cutpoint {
namespace {

using clock = std::chrono::steady_clock;

constexpr std::size_t most_drawn = 32;
constexpr std::uint64_t most_draws = 2'000;

struct exchanged_choice {
  choice_number number{};
  std::uint32_t moves = 0;
};

// Replays deviations, and takes one more move.
class inserting final : public strategy {
 public:
  explicit inserting(std::vector<deviation> others) : others_(std::move(others)) {}

  void insert(choice_number at, std::uint32_t move) { at_ = at, move_ = move; }

  bool begin_run(std::uint64_t job) override {
    seen_.clear();
    return others_.begin_run(job);
  }
  std::uint32_t decide(const choice_point& point) override {
    const std::uint32_t others = others_.decide(point);
    if (others == 0) seen_.push_back({.number = point.number(), .moves = point.moves()});
    return point.number() == at_ && move_ < point.moves() ? move_ : others;
  }
  void end_run(const kernel& run, std::span<const finding> found) override {
    others_.end_run(run, found);
  }

  /// Returns: the choices of the last run that no deviation was taken at.
  const std::vector<exchanged_choice>& seen() const { return seen_; }

 private:
  replay others_;
  choice_number at_{~std::uint64_t{0}};
  std::uint32_t move_ = 0;
  std::vector<exchanged_choice> seen_;
};

class exchanging {
 public:
  exchanging(const program& checked, const options& wanted, failing_run start,
             const finding_identity& identity, shared_state& state, const message_sink& tell)
      : wanted_(wanted),
        state_(state),
        began_at_(state.runs),
        deadline_(clock::now() + wanted.proof_time),
        best_(std::move(start)),
        key_(key_of(best_)),
        tell_(tell),
        probe_(checked, wanted, identity, state) {}

  void run() {
    failing_run start = best_;
    for (failing_run& fresh : make_fresh_starts()) exchange_all(std::move(fresh));
    exchange_all(std::move(start));
  }

 private:
  // Whatever the start was, the exchange goes on from these runs first, and mostly ends below it.
  std::vector<failing_run> make_fresh_starts() {
    std::vector<failing_run> starts;
    const auto spent = [this] { return is_spent(); };
    for (const failing_run& f : draw_runs(probe_, state_, most_drawn, most_draws, spent))
      shrink_into(starts, f);
    std::ranges::sort(starts, {}, key_of);
    return starts;
  }

  void shrink_into(std::vector<failing_run>& starts, const failing_run& from) {
    const std::size_t deviations = from.deviations.size();
    // To lower many takes longer than to exchange them.
    const std::uint64_t removals = 4 * deviations + 16;
    shrink_result small = shrink_with(
        probe_, from.deviations, {.probes = removals, .give_up = [this] { return is_spent(); }});
    if (small.end == shrink_end::not_reproduced) return;
    starts.push_back(small.smallest);
  }

  void exchange_all(failing_run from) {
    current_ = std::move(from);
    current_key_ = key_of(current_);
    if (current_key_ < key_) improve();
    // The last ones first: what precedes them happens as before.
    for (std::size_t left = current_.deviations.size(); left > 0;)
      left = exchange(left - 1) ? current_.deviations.size() : left - 1;
  }

  void improve() {
    best_ = current_;
    key_ = current_key_;
    tell_(to_message(best_));
  }

  // Returns: whether a lesser run was found, which is then the current one.
  bool exchange(std::size_t index) {
    std::vector<deviation> others = current_.deviations;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(index));
    inserting takes(std::move(others));
    if (attempt(takes)) return true;
    const std::vector<exchanged_choice> choices = takes.seen();
    for (const exchanged_choice& c : choices)
      for (std::uint32_t move = 1; move < c.moves && !is_spent(); ++move) {
        takes.insert(c.number, move);
        if (attempt(takes)) return true;
      }
    return false;
  }

  bool attempt(inserting& takes) {
    if (is_spent()) return false;
    takes.begin_run(0);
    std::optional<failing_run> made = probe_.find(takes);
    if (!made || !(key_of(*made) < current_key_)) return false;
    current_ = std::move(*made);
    current_key_ = key_of(current_);
    if (current_key_ < key_) improve();
    return true;
  }

  bool is_spent() const {
    return interruption::asked() || state_.runs - began_at_ >= wanted_.proof_runs ||
           clock::now() >= deadline_;
  }

  const options& wanted_;
  shared_state& state_;
  std::uint64_t began_at_;
  clock::time_point deadline_;
  failing_run best_;
  run_key key_;
  failing_run current_;  // what is exchanged now
  run_key current_key_;
  const message_sink& tell_;
  finding_probe probe_;
};

}  // namespace

std::optional<failing_run> exchange_run(const program& checked, const options& wanted,
                                        const failing_run& start, const finding_identity& identity,
                                        shared_state& state) {
  std::optional<failing_run> best;
  if (identity.by == oracle::death) return best;
  const auto work = [&](const message_sink& tell) {
    exchanging(checked, wanted, start, identity, state, tell).run();
  };
  const auto hear = [&](std::string_view message) { best = failing_run_from(message); };
  if (wanted.runs_in == isolation::in_process)
    work(hear);
  else
    run_in_worker(state, limits_of(wanted), work, hear, [] { return !interruption::asked(); });
  return best;
}

}  // namespace cutpoint
