// The worker sends every event and every deviation at once, so they are known even if the next
// step kills it.

#include "recorded_run.hpp"

#include "death.hpp"
#include "disturb.hpp"
#include "last_site.hpp"
#include "runner.hpp"
#include "wire.hpp"

#include <cutpoint/kernel/escape.hpp>
#include <cutpoint/search/replay.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cutpoint {
namespace {

using nlohmann::json;

class event_sender final : public observer {
 public:
  explicit event_sender(const message_sink& tell) : tell_(tell) {}
  void record(event_record e) override {
    tell_(text_of({{"event", json_of(e)}}));
    disturb_next_blocks();
  }

 private:
  const message_sink& tell_;
};

class escape_sender final : public escape_listener {
 public:
  explicit escape_sender(const message_sink& tell) : tell_(tell) { set_escape_listener(this); }
  ~escape_sender() { set_escape_listener(nullptr); }
  escape_sender(const escape_sender&) = delete;
  escape_sender& operator=(const escape_sender&) = delete;

  void escaped(const kernel& run, std::string_view call, std::string_view what) override {
    if (++told_ > most_escapes) return;
    tell_(text_of({{"escape", {call, what, path_of(run.current()), run.steps()}}}));
  }

 private:
  static constexpr unsigned most_escapes = 1'000;
  const message_sink& tell_;
  unsigned told_ = 0;
};

// Sends each deviation before it is carried out.
class telling_replay final : public strategy {
 public:
  telling_replay(std::vector<deviation> deviations, replay_key key, const message_sink& tell)
      : inner_(std::move(deviations), key), tell_(tell) {}

  bool begin_run(std::uint64_t job) override { return inner_.begin_run(job); }
  choice_number first_asked() const override { return inner_.first_asked(); }
  choice_number last_asked() const override { return inner_.last_asked(); }
  std::uint32_t decide(const choice_point& point) override {
    const std::uint32_t move = inner_.decide(point);
    if (move != 0) tell_(text_of({{"deviation", json_of(point.describe(move))}}));
    return move;
  }
  void end_run(const kernel& run, std::span<const finding> found) override {
    json findings = json::array();
    for (const finding& f : found) findings.push_back(json_of(f));
    inner_.end_run(run, found);
    tell_(text_of({{"end", {json_of(run.size()), findings, inner_.misfits()}}}));
  }

 private:
  replay inner_;
  const message_sink& tell_;
};

void make_run(const program& checked, const options& wanted,
              const std::vector<deviation>& deviations, replay_key key, shared_state& state,
              const message_sink& tell) {
  runner runs(checked, wanted, state.log());
  watch_kernel(runs.core());
  event_sender sender(tell);
  const escape_sender escapes(tell);
  telling_replay replaying(deviations, key, tell);
  replaying.begin_run(0);
  runs.run(replaying, ordinals::kept, &sender);
}

void take_message(recorded_run& run, std::string_view message) {
  const json m = json::parse(message);
  if (m.contains("event")) {
    run.events.push_back(event_from(m["event"]));
  } else if (m.contains("deviation")) {
    run.deviations.push_back(deviation_from(m["deviation"]));
  } else if (m.contains("escape")) {
    const json& e = m["escape"];
    const std::string task = e[2];
    run.escapes.push_back({.call = e[0],
                           .what = e[1],
                           .task = task,
                           .site = last_site(task, run.events),
                           .step = e[3]});
  } else {
    const json& end = m.at("end");
    run.size = run_size_from(end[0]);
    for (const json& f : end[1]) run.found.push_back(finding_from(f));
    run.misfits = end[2].get<std::vector<std::string>>();
  }
}

}  // namespace

std::vector<deviation> numbered(std::span<const taken_choice> taken) {
  std::vector<deviation> deviations;
  for (const taken_choice& t : taken) {
    deviation d;
    d.number = choice_number{t.number};
    d.move = t.move;
    deviations.push_back(std::move(d));
  }
  return deviations;
}

recorded_run record_run(const program& checked, const options& wanted,
                        const std::vector<deviation>& deviations, replay_key key,
                        shared_state& state, const disturbance& around) {
  recorded_run result;
  const message_sink hear = [&](std::string_view message) { take_message(result, message); };
  if (wanted.runs_in == isolation::in_process) {
    make_run(checked, wanted, deviations, key, state, hear);
    return result;
  }
  const auto make = [&](const message_sink& tell) {
    disturb_this_process(around);
    make_run(checked, wanted, deviations, key, state, tell);
  };
  worker_end end = run_in_worker(state, limits_of(wanted), make, hear);
  if (end.died && may_be_from_outside(state.death)) {
    result = {};
    end = run_in_worker(state, limits_of(wanted), make, hear);
  }
  if (end.died) {
    const auto count = [&](event_kind kind) {
      return std::ranges::count(result.events, kind, &event_record::kind);
    };
    result.size = {.delivered = static_cast<std::uint64_t>(count(event_kind::stop)),
                   .tasks = static_cast<std::uint32_t>(count(event_kind::spawn)),
                   .steps = state.death.step};
    finding death = describe_death(state.death, result.events, end);
    death.within = result.size;
    result.found.insert(result.found.begin(), std::move(death));
  }
  return result;
}

}  // namespace cutpoint
