// A finding that is no death is shrunk in one worker, which makes every run itself. Where one of
// these runs kills it, and for deaths, a worker is forked for each run.

#include "shrink_run.hpp"

#include "runner.hpp"
#include "wire.hpp"
#include "worker.hpp"

#include <cutpoint/search/replay.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace cutpoint {
namespace {

using nlohmann::json;

// Passes every choice on, and notes what else could have been taken where one deviates.
class noting_offers final : public strategy {
 public:
  explicit noting_offers(std::span<const deviation> wanted)
      : inner_({wanted.begin(), wanted.end()}) {}

  bool begin_run(std::uint64_t job) override { return inner_.begin_run(job); }
  std::uint32_t decide(const choice_point& point) override {
    const std::uint32_t taken = inner_.decide(point);
    for (std::uint32_t move = 1; taken != 0 && move < point.moves(); ++move)
      if (move != taken) executed_.offered.push_back(point.describe(move));
    return taken;
  }
  void end_run(const kernel& run, std::span<const finding>) override {
    executed_.deviations = run.deviations();
    executed_.tasks = static_cast<std::uint32_t>(
        std::ranges::count_if(run.tasks(), [](const task_control* t) { return t->steps > 0; }));
    executed_.steps = run.steps();
    executed_.delivered = run.stops().size();
  }

  failing_run& executed() { return executed_; }

 private:
  replay inner_;
  failing_run executed_;
};

bool has(std::span<const finding> found, const finding_identity& identity) {
  return std::ranges::find(found, identity, &finding::identity) != found.end();
}

shrink_limits budget_of(const options& wanted) {
  const auto deadline = std::chrono::steady_clock::now() + wanted.shrink_time;
  return {.probes = wanted.shrink_runs,
          .give_up = [deadline] { return std::chrono::steady_clock::now() >= deadline; }};
}

shrink_result shrink_here(const program& checked, const options& wanted,
                          const std::vector<deviation>& start, const finding_identity& identity,
                          shared_state& state) {
  runner runs(checked, wanted, state.log());
  watch_kernel(runs.core());
  const shrink_probe probe = [&](std::span<const deviation> candidate) {
    noting_offers replaying(candidate);
    replaying.begin_run(0);
    const bool fails = has(runs.run(replaying, ordinals::kept), identity);
    ++state.runs;
    return fails ? std::optional(std::move(replaying.executed())) : std::nullopt;
  };
  return shrink(start, probe, budget_of(wanted));
}

shrink_result shrink_with_forks(const program& checked, const options& wanted,
                                const std::vector<deviation>& start,
                                const finding_identity& identity, shared_state& state) {
  const shrink_probe probe = [&](std::span<const deviation> candidate) {
    recorded_run run = record_run(checked, wanted, {candidate.begin(), candidate.end()},
                                  replay_key::address, state);
    if (!has(run.found, identity)) return std::optional<failing_run>();
    const auto delivered = std::ranges::count(run.events, event_kind::stop, &event_record::kind);
    return std::optional<failing_run>({.deviations = std::move(run.deviations),
                                       .tasks = run.tasks,
                                       .steps = run.steps,
                                       .delivered = static_cast<std::uint64_t>(delivered)});
  };
  state.probing = true;
  shrink_result result = shrink(start, probe, budget_of(wanted));
  state.probing = false;
  return result;
}

std::string to_message(const shrink_result& r) {
  json deviations = json::array();
  for (const deviation& d : r.smallest.deviations) deviations.push_back(json_of(d));
  return text_of({deviations, static_cast<int>(r.end), r.probes});
}

shrink_result result_from(std::string_view message) {
  const json m = json::parse(message);
  shrink_result r;
  for (const json& d : m[0]) r.smallest.deviations.push_back(deviation_from(d));
  r.end = static_cast<shrink_end>(m[1].get<int>());
  r.probes = m[2];
  return r;
}

}  // namespace

shrink_result shrink_run(const program& checked, const options& wanted, const recorded_run& start,
                         const finding_identity& identity, shared_state& state) {
  if (wanted.runs_in == isolation::in_process)
    return shrink_here(checked, wanted, start.deviations, identity, state);
  if (identity.by != oracle::death) {
    std::optional<shrink_result> result;
    const worker_end end = run_in_worker(
        state, limits_of(wanted),
        [&](const message_sink& tell) {
          tell(to_message(shrink_here(checked, wanted, start.deviations, identity, state)));
        },
        [&](std::string_view message) { result = result_from(message); });
    if (!end.died && result) return std::move(*result);
  }
  return shrink_with_forks(checked, wanted, start.deviations, identity, state);
}

}  // namespace cutpoint
