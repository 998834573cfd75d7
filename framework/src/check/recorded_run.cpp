// The worker sends every event and every deviation at once, so they are known even if the next
// step kills it.

#include "recorded_run.hpp"

#include "death.hpp"
#include "runner.hpp"

#include <cutpoint/search/replay.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cutpoint {
namespace {

using nlohmann::json;

std::string text_of(const json& message) {
  return message.dump(-1, ' ', false, json::error_handler_t::replace);
}

json json_of(const event_record& e) {
  return {static_cast<int>(e.kind), e.step, e.task, e.subject, e.ordinal, e.detail, e.file, e.line};
}

event_record event_from(const json& j) {
  return {.kind = static_cast<event_kind>(j[0].get<int>()),
          .step = j[1],
          .task = j[2],
          .subject = j[3],
          .ordinal = j[4],
          .detail = j[5],
          .file = j[6],
          .line = j[7]};
}

json json_of(const deviation& d) {
  return {static_cast<int>(d.address.kind),
          d.address.task,
          d.address.operation,
          d.address.ordinal,
          static_cast<int>(d.address.at),
          d.address.delay,
          static_cast<int>(d.mode),
          d.picked,
          d.value,
          static_cast<std::uint64_t>(d.number),
          d.move};
}

deviation deviation_from(const json& j) {
  return {.address = {.kind = static_cast<deviation_kind>(j[0].get<int>()),
                      .task = j[1],
                      .operation = j[2],
                      .ordinal = j[3],
                      .at = static_cast<window>(j[4].get<int>()),
                      .delay = j[5]},
          .mode = static_cast<stop_mode>(j[6].get<int>()),
          .picked = j[7],
          .value = j[8],
          .number = choice_number{j[9].get<std::uint64_t>()},
          .move = j[10]};
}

json json_of(const finding& f) {
  return {static_cast<int>(f.identity.by), f.identity.subject, f.identity.task, f.message, f.notes};
}

finding finding_from(const json& j) {
  return {.identity = {.by = static_cast<oracle>(j[0].get<int>()), .subject = j[1], .task = j[2]},
          .message = j[3],
          .notes = j[4].get<std::vector<std::string>>()};
}

class event_sender final : public observer {
 public:
  explicit event_sender(const message_sink& tell) : tell_(tell) {}
  void record(event_record e) override { tell_(text_of({{"event", json_of(e)}})); }

 private:
  const message_sink& tell_;
};

// Sends each deviation before it is carried out.
class telling_replay final : public strategy {
 public:
  telling_replay(std::vector<deviation> deviations, const message_sink& tell)
      : inner_(std::move(deviations), replay_key::number), tell_(tell) {}

  bool begin_run(std::uint64_t job) override { return inner_.begin_run(job); }
  choice_number first_asked() const override { return inner_.first_asked(); }
  std::uint32_t decide(const choice_point& point) override {
    const std::uint32_t move = inner_.decide(point);
    if (move != 0) tell_(text_of({{"deviation", json_of(point.describe(move))}}));
    return move;
  }
  void end_run(const kernel& run, std::span<const finding> found) override {
    const auto moved =
        std::ranges::count_if(run.tasks(), [](const task_control* t) { return t->steps > 0; });
    json findings = json::array();
    for (const finding& f : found) findings.push_back(json_of(f));
    tell_(text_of({{"end", {run.steps(), moved, findings}}}));
  }

 private:
  replay inner_;
  const message_sink& tell_;
};

void make_run(const program& checked, const options& wanted, std::span<const taken_choice> taken,
              shared_state& state, const message_sink& tell) {
  std::vector<deviation> deviations;
  for (const taken_choice& t : taken) {
    deviation d;
    d.number = choice_number{t.number};
    d.move = t.move;
    deviations.push_back(std::move(d));
  }
  runner runs(checked, wanted, state.log());
  watch_kernel(runs.core());
  event_sender sender(tell);
  telling_replay replaying(std::move(deviations), tell);
  replaying.begin_run(0);
  runs.run(replaying, ordinals::kept, &sender);
}

void take_message(recorded_run& run, std::string_view message) {
  const json m = json::parse(message);
  if (m.contains("event")) {
    run.events.push_back(event_from(m["event"]));
  } else if (m.contains("deviation")) {
    run.deviations.push_back(deviation_from(m["deviation"]));
  } else {
    const json& end = m.at("end");
    run.steps = end[0];
    run.tasks = end[1];
    for (const json& f : end[2]) run.found.push_back(finding_from(f));
  }
}

}  // namespace

recorded_run record_run(const program& checked, const options& wanted,
                        std::span<const taken_choice> taken, shared_state& state) {
  recorded_run result;
  const message_sink hear = [&](std::string_view message) { take_message(result, message); };
  // The worker's log of this run lies in the same pages as the choices of the last one.
  const std::vector<taken_choice> choices(taken.begin(), taken.end());
  if (wanted.runs_in == isolation::in_process) {
    make_run(checked, wanted, choices, state, hear);
    return result;
  }
  const worker_end end = run_in_worker(
      state, wanted.hang_after,
      [&](const message_sink& tell) { make_run(checked, wanted, choices, state, tell); }, hear);
  if (end.died) {
    result.steps = state.step;
    result.tasks = static_cast<std::uint32_t>(
        std::ranges::count(result.events, event_kind::spawn, &event_record::kind));
    result.found.insert(result.found.begin(), describe_death(state, result.events, end));
  }
  return result;
}

}  // namespace cutpoint
