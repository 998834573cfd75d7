#include "finding_probe.hpp"

#include "recorded_run.hpp"
#include "wire.hpp"

#include <cutpoint/search/guided_replay.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace cutpoint {
namespace {

using nlohmann::json;

bool has(std::span<const finding> found, const finding_identity& identity) {
  return std::ranges::find(found, identity, &finding::identity) != found.end();
}

// Passes every choice on, and notes what else could have been taken where one deviates.
class noting_offers final : public strategy {
 public:
  explicit noting_offers(strategy& inner) : inner_(inner) {}

  bool begin_run(std::uint64_t job) override { return inner_.begin_run(job); }
  choice_number first_asked() const override { return inner_.first_asked(); }
  choice_number last_asked() const override { return inner_.last_asked(); }
  std::uint32_t decide(const choice_point& point) override {
    const std::uint32_t taken = inner_.decide(point);
    for (std::uint32_t move = 1; taken != 0 && move < point.moves(); ++move)
      if (move != taken) executed_.offered.push_back(point.describe(move));
    return taken;
  }
  void end_run(const kernel& run, std::span<const finding> found) override {
    inner_.end_run(run, found);
    executed_.deviations = run.deviations();
    executed_.tasks = static_cast<std::uint32_t>(
        std::ranges::count_if(run.tasks(), [](const task_control* t) { return t->steps > 0; }));
    executed_.steps = run.steps();
    executed_.delivered = run.stops().size();
  }

  failing_run& executed() { return executed_; }

 private:
  strategy& inner_;
  failing_run executed_;
};

}  // namespace

finding_probe::finding_probe(const program& checked, const options& wanted,
                             const finding_identity& identity, shared_state& state)
    : runner_(checked, wanted, state.log()), identity_(identity), state_(state) {
  watch_kernel(runner_.core());
}

bool finding_probe::make(strategy& takes, ordinals counting) {
  const bool fails = has(runner_.run(takes, counting), identity_);
  ++state_.runs;
  return fails;
}

std::optional<failing_run> finding_probe::find(strategy& takes) {
  noting_offers noting(takes);
  if (!make(noting, ordinals::kept)) return std::nullopt;
  return std::move(noting.executed());
}

std::optional<failing_run> finding_probe::find(std::span<const deviation> wanted, replay_key key) {
  replay replaying({wanted.begin(), wanted.end()}, key);
  replaying.begin_run(0);
  return find(replaying);
}

std::optional<failing_run> finding_probe::find_guided(std::span<const deviation> wanted) {
  replay exact({wanted.begin(), wanted.end()});
  exact.begin_run(0);
  noting_offers noting(exact);
  if (make(noting, ordinals::kept)) return std::move(noting.executed());
  guided_replay guided(wanted, noting.executed().deviations);
  if (!guided.repairs()) return std::nullopt;
  guided.begin_run(0);
  return find(guided);
}

std::optional<failing_run> find_in_fork(const program& checked, const options& wanted,
                                        const finding_identity& identity,
                                        std::span<const deviation> deviations, replay_key key,
                                        shared_state& state) {
  recorded_run run =
      record_run(checked, wanted, {deviations.begin(), deviations.end()}, key, state);
  if (!has(run.found, identity)) return std::nullopt;
  const auto delivered = std::ranges::count(run.events, event_kind::stop, &event_record::kind);
  return failing_run{.deviations = std::move(run.deviations),
                     .tasks = run.tasks,
                     .steps = run.steps,
                     .delivered = static_cast<std::uint64_t>(delivered)};
}

std::string to_message(const failing_run& run) {
  json deviations = json::array();
  for (const deviation& d : run.deviations) deviations.push_back(json_of(d));
  return text_of({deviations, run.tasks, run.steps, run.delivered});
}

failing_run failing_run_from(std::string_view message) {
  const json m = json::parse(message);
  failing_run run{.deviations = {}, .tasks = m[1], .steps = m[2], .delivered = m[3]};
  for (const json& d : m[0]) run.deviations.push_back(deviation_from(d));
  return run;
}

}  // namespace cutpoint
