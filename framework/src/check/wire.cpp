#include "wire.hpp"

namespace cutpoint {

using nlohmann::json;

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
          static_cast<int>(d.address.reach),
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
                      .reach = static_cast<stop_reach>(j[5].get<int>()),
                      .delay = j[6]},
          .mode = static_cast<stop_mode>(j[7].get<int>()),
          .picked = j[8],
          .value = j[9],
          .number = choice_number{j[10].get<std::uint64_t>()},
          .move = j[11]};
}

json json_of(const run_size& s) { return {s.delivered, s.tasks, s.steps}; }

run_size run_size_from(const json& j) { return {.delivered = j[0], .tasks = j[1], .steps = j[2]}; }

json json_of(const finding& f) {
  return {static_cast<int>(f.identity.by),
          f.identity.subject,
          f.identity.task,
          f.message,
          f.notes,
          json_of(f.within)};
}

finding finding_from(const json& j) {
  return {.identity = {.by = static_cast<oracle>(j[0].get<int>()), .subject = j[1], .task = j[2]},
          .message = j[3],
          .notes = j[4].get<std::vector<std::string>>(),
          .within = run_size_from(j[5])};
}

std::string text_of(const json& message) {
  return message.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace cutpoint
