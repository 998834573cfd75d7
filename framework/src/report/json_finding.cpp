#include "json_finding.hpp"

#include "json_names.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace cutpoint {
namespace {

using nlohmann::json;
using ordered = nlohmann::ordered_json;

// What is empty or 0 is left out: there may be many events.
ordered event_to_json(const event_record& e) {
  ordered j = {{"kind", event_names.at(static_cast<std::size_t>(e.kind))}, {"step", e.step}};
  const auto add = [&](const char* name, const std::string& text) {
    if (!text.empty()) j[name] = text;
  };
  add("task", e.task);
  add("subject", e.subject);
  if (e.ordinal != 0) j["ordinal"] = e.ordinal;
  add("detail", e.detail);
  add("file", e.file);
  if (e.line != 0) j["line"] = e.line;
  return j;
}

event_record event_from_json(const json& j) {
  const auto kind = std::ranges::find(event_names, j.at("kind").get<std::string>());
  if (kind == event_names.end())
    throw std::runtime_error(fmt::format("there is no kind of event {}", j.at("kind").dump()));
  return {.kind = static_cast<event_kind>(kind - event_names.begin()),
          .step = j.at("step"),
          .task = j.value("task", ""),
          .subject = j.value("subject", ""),
          .ordinal = j.value("ordinal", 0U),
          .detail = j.value("detail", ""),
          .file = j.value("file", ""),
          .line = j.value("line", 0U)};
}

}  // namespace

ordered to_json(const finding_summary& f) {
  ordered events = ordered::array();
  for (const event_record& e : f.events) events.push_back(event_to_json(e));
  ordered waits = ordered::array();
  for (const endless_wait& w : f.waits)
    waits.push_back({{"task", w.task}, {"site", w.site}, {"on", w.on}, {"text", w.text}});
  return {{"oracle", name_of(f.identity.by)},
          {"subject", f.identity.subject},
          {"task", f.identity.task},
          {"message", f.message},
          {"known", f.known},
          {"phase", name_of(f.phase)},
          {"trace", f.trace},
          {"replay", f.replay},
          {"deviations", f.deviations},
          {"stops", f.stops},
          {"reorders", f.reorders},
          {"tasks", f.tasks},
          {"steps", f.steps},
          {"proved_minimal", f.proved_minimal},
          {"runs_to_find", f.runs_to_find},
          {"runs_to_shrink", f.runs_to_shrink},
          {"job", f.found_at.job},
          {"run_of_job", f.found_at.run},
          {"steps_of_job", f.found_at.steps},
          {"story", f.story},
          {"trace_text", f.trace_text},
          {"notes", f.notes},
          {"waits", waits},
          {"others", f.others},
          {"events", events}};
}

finding_summary finding_summary_from(const json& j) {
  const auto by = find_oracle(j.at("oracle").get<std::string>());
  if (!by) throw std::runtime_error(fmt::format("there is no oracle {}", j.at("oracle").dump()));
  const search_phase phase = named(all_phases, j.at("phase"));
  finding_summary f{.identity = {.by = *by, .subject = j.at("subject"), .task = j.at("task")},
                    .message = j.at("message"),
                    .phase = phase,
                    .found_at = {.phase = phase,
                                 .job = j.at("job"),
                                 .run = j.at("run_of_job"),
                                 .steps = j.at("steps_of_job")},
                    .trace = j.at("trace"),
                    .replay = j.at("replay"),
                    .deviations = j.at("deviations"),
                    .stops = j.at("stops"),
                    .reorders = j.at("reorders"),
                    .tasks = j.at("tasks"),
                    .steps = j.at("steps"),
                    .proved_minimal = j.at("proved_minimal"),
                    .runs_to_find = j.at("runs_to_find"),
                    .runs_to_shrink = j.at("runs_to_shrink"),
                    .story = j.value("story", ""),
                    .trace_text = j.value("trace_text", ""),
                    .notes = j.value("notes", std::vector<std::string>{}),
                    .waits = {},
                    .others = j.value("others", std::vector<std::string>{}),
                    .events = {},
                    .known = j.value("known", false)};
  for (const json& e : j.value("events", json::array())) f.events.push_back(event_from_json(e));
  for (const json& w : j.value("waits", json::array()))
    f.waits.push_back(
        {.task = w.at("task"), .site = w.at("site"), .on = w.at("on"), .text = w.at("text")});
  return f;
}

}  // namespace cutpoint
