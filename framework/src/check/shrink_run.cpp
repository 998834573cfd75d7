// A finding that is no death is shrunk in one worker, which makes every run itself and tells of
// each smaller one that it has found. Where one of these runs kills it, and for deaths, a worker is
// forked for each run.

#include "shrink_run.hpp"

#include "finding_probe.hpp"
#include "shrink_progress.hpp"
#include "shrink_with.hpp"
#include "wire.hpp"
#include "worker.hpp"

#include <cutpoint/check/interruption.hpp>

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

// A proof comes next, and finds the least run wherever it starts. So it begins behind so many runs,
// or behind so few where nothing can be left out any more: to lower what is left would be for no
// use.
constexpr std::uint64_t many = 48;
constexpr std::uint64_t few = 24;

// Tells whether all that is left has been tried to be left out.
class removal_watch {
 public:
  void asks() { ++asked_; }
  void improves(std::size_t left) {
    left_ = left;
    asked_ = 0;
  }

  bool is_over() const {
    return asked_ > (left_ <= so_few ? std::uint64_t{2} << left_ : std::uint64_t{4} * left_);
  }

 private:
  static constexpr std::size_t so_few = 4;  // so many are left out in any combination

  std::size_t left_ = 0;
  std::uint64_t asked_ = 0;  // since that was better than all before
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
    removal_watch watch;
    shrink_limits limits = this->limits([&](const failing_run& better) {
      watch.improves(better.deviations.size());
      hear(better);
    });
    limits.give_up = [&] {
      watch.asks();
      const std::uint64_t made = wanted_.proof_runs > 0 ? state_.runs - before : 0;
      return made >= many || (made >= few && watch.is_over()) || is_spent(before);
    };
    shrink_result result = shrink_with(probe, best_, limits);
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
