// A finding that is no death is shrunk in one worker, which makes every run itself and tells of
// each smaller one that it has found. Where one of these runs kills it, and for deaths, a worker is
// forked for each run.

#include "shrink_run.hpp"

#include "finding_probe.hpp"
#include "rule_run.hpp"
#include "shrink_progress.hpp"
#include "wire.hpp"
#include "worker.hpp"

#include <cutpoint/check/interruption.hpp>
#include <cutpoint/shrink/run_key.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace cutpoint {
namespace {

using nlohmann::json;
using clock = std::chrono::steady_clock;

// Behind so many runs it may be too late to lower what is left, or to remove what there is.
constexpr std::uint64_t soon = 24;
constexpr std::uint64_t slow = 48;
constexpr std::uint64_t few_rules = 100;

// Tells when it is not worth it to go on behind the first few probes. A run of many deviations may
// be far greater than one that keeps some rules. And once nothing can be left out, what is left is
// lowered for no use: it is proved to be the least or exchanged anyway.
class removal_watch {
 public:
  void asks() { ++asked_; }
  void improves(std::size_t left) {
    left_ = left;
    asked_ = 0;
  }
  void tries_elsewhere() { elsewhere_ = true; }

  bool is_slow() const { return !elsewhere_ && left_ > many; }
  bool is_over() const {
    return asked_ > (left_ <= few ? std::uint64_t{2} << left_ : std::uint64_t{4} * left_);
  }

 private:
  static constexpr std::size_t many = 16;
  static constexpr std::size_t few = 4;  // so many are left out in any combination

  std::size_t left_ = 0;
  std::uint64_t asked_ = 0;  // since that was better than all before
  bool elsewhere_ = false;
};

class shrinking_finding {
 public:
  shrinking_finding(const program& checked, const options& wanted, const recorded_run& start,
                    const finding_identity& identity, shared_state& state)
      : checked_(checked),
        wanted_(wanted),
        identity_(identity),
        state_(state),
        deadline_(clock::now() + wanted.shrink_time),
        best_(start.deviations),
        progress_(wanted.name) {}

  shrink_result run() {
    if (wanted_.runs_in == isolation::in_process) return shrink_here([](const failing_run&) {});
    if (identity_.by != oracle::death)
      if (std::optional<shrink_result> result = shrink_in_worker()) return std::move(*result);
    return shrink_with_forks();
  }

 private:
  // One that came before has been reckoned with: there is still a moment's time.
  bool is_interrupted() const { return !was_interrupted_ && interruption::asked(); }

  bool is_spent(std::uint64_t before) const {
    return is_interrupted() || clock::now() >= deadline_ ||
           state_.runs - before >= wanted_.shrink_runs;
  }

  shrink_limits limits(std::function<void(const failing_run&)> hear) const {
    return {.probes = wanted_.shrink_runs - std::min(wanted_.shrink_runs, spent_),
            .give_up = [this, before = state_.runs] { return is_spent(before); },
            .improved = std::move(hear)};
  }

  shrink_result shrink_here(const std::function<void(const failing_run&)>& hear) {
    finding_probe probe(checked_, wanted_, identity_, state_);
    const std::uint64_t before = state_.runs;
    const std::function<bool()> spent = [&] { return is_spent(before); };
    removal_watch watch;
    shrink_limits limits = this->limits([&](const failing_run& better) {
      watch.improves(better.deviations.size());
      hear(better);
    });
    limits.give_up = [&] {
      watch.asks();
      const std::uint64_t made = state_.runs - before;
      if (made >= slow && watch.is_slow()) return true;
      return (made >= soon && wanted_.proof_runs > 0 && watch.is_over()) || spent();
    };
    shrink_result result = shrink_with(probe, best_, limits);
    if (watch.is_slow() && result.end != shrink_end::not_reproduced) {
      watch.tries_elsewhere();
      const auto found = find_by_rules(probe, few_rules, spent);
      const bool is_better = !found.empty() && key_of(found.front()) < key_of(result.smallest);
      shrink_result other =
          shrink_with(probe, (is_better ? found.front() : result.smallest).deviations, limits);
      if (other.end != shrink_end::not_reproduced) result = std::move(other);
    }
    result.probes = state_.runs - before;
    return result;
  }

  // Returns: nothing where a run killed the worker.
  std::optional<shrink_result> shrink_in_worker() {
    std::optional<shrink_result> result;
    const std::uint64_t before = state_.runs;
    const auto work = [&](const message_sink& tell) {
      const shrink_result r =
          shrink_here([&](const failing_run& better) { tell(to_message(better)); });
      tell(text_of({{"end", {static_cast<int>(r.end), r.probes}}}));
    };
    failing_run smallest;
    const auto hear = [&](std::string_view message) {
      const json m = json::parse(message);
      if (m.is_array()) {
        smallest = failing_run_from(message);
        return;
      }
      const json& end = m.at("end");
      result = shrink_result{.smallest = {},
                             .end = static_cast<shrink_end>(end.at(0).get<int>()),
                             .probes = end.at(1)};
    };
    const auto goes_on = [&] {
      progress_.shrunk(smallest.deviations.size(), state_.runs - before);
      return !is_interrupted();
    };
    const worker_end end = run_in_worker(state_, limits_of(wanted_), work, hear, goes_on);
    if (smallest.deviations.empty()) smallest.deviations = best_;
    best_ = smallest.deviations;
    if (is_interrupted() && !result)
      result = {.smallest = {}, .end = shrink_end::budget, .probes = state_.runs - before};
    else if (end.died) {
      spent_ = state_.runs - before;
      return std::nullopt;
    }
    if (result) result->smallest = std::move(smallest);
    return result;
  }

  // Each run counts, whether it came to its end or not.
  shrink_result shrink_with_forks() {
    state_.probing = true;
    shrink_result result = shrink(
        best_,
        [&](std::span<const deviation> candidate) {
          ++spent_;
          return find_in_fork(checked_, wanted_, identity_, candidate, replay_key::address, state_);
        },
        limits([&](const failing_run& better) {
          progress_.shrunk(better.deviations.size(), spent_);
        }));
    state_.probing = false;
    result.probes = spent_;
    return result;
  }

  const program& checked_;
  const options& wanted_;
  const finding_identity& identity_;
  shared_state& state_;
  clock::time_point deadline_;
  std::vector<deviation> best_;
  shrink_progress progress_;
  bool was_interrupted_ = interruption::asked();
  std::uint64_t spent_ = 0;  // runs, before a worker died
};

}  // namespace

shrink_result shrink_run(const program& checked, const options& wanted, const recorded_run& start,
                         const finding_identity& identity, shared_state& state) {
  return shrinking_finding(checked, wanted, start, identity, state).run();
}

}  // namespace cutpoint
