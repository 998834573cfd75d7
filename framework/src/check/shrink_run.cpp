// A finding that is no death is shrunk in one worker, which makes every run itself and tells of
// each smaller one that it has found. Where one of these runs kills it, and for deaths, a worker is
// forked for each run.

#include "shrink_run.hpp"

#include "finding_probe.hpp"
#include "shrink_progress.hpp"
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

  shrink_limits limits(std::function<void(const failing_run&)> hear) const {
    return {.probes = wanted_.shrink_runs - std::min(wanted_.shrink_runs, spent_),
            .give_up =
                [this, before = state_.runs] {
                  return is_interrupted() || clock::now() >= deadline_ ||
                         state_.runs - before >= wanted_.shrink_runs;
                },
            .improved = std::move(hear)};
  }

  shrink_result shrink_here(const std::function<void(const failing_run&)>& hear) {
    finding_probe probe(checked_, wanted_, identity_, state_);
    const std::uint64_t before = state_.runs;
    std::size_t fewest = best_.size();
    bool at_start = true;
    // A candidate that only changes what others say is not worth a second run: there are many.
    const shrink_probe ask = [&](std::span<const deviation> candidate) {
      auto found = candidate.size() < fewest ? probe.find_guided(candidate)
                                             : probe.find(candidate, replay_key::address);
      // Where two choices of a run have one address, only their numbers tell them apart.
      if (!found && std::exchange(at_start, false))
        found = probe.find(candidate, replay_key::number);
      at_start = false;
      if (found) fewest = std::min(fewest, found->deviations.size());
      return found;
    };
    shrink_result result = shrink(best_, ask, limits(hear));
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
