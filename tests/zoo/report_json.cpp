#include "zoo/scoreboard.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cutpoint::zoo {
namespace {

using nlohmann::json;

json json_of(const explained_finding& f) {
  const auto of_kind = [&](deviation_kind kind) {
    return std::ranges::count_if(f.how.deviations,
                                 [&](const deviation& d) { return d.address.kind == kind; });
  };
  return {{"oracle", name_of(f.what.identity.by)},
          {"subject", f.what.identity.subject},
          {"message", f.what.message},
          {"trace", format_trace(f.how)},
          {"deviations", f.how.deviations.size()},
          {"stops", of_kind(deviation_kind::stop)},
          {"reorders", std::ranges::count_if(f.how.deviations, is_reorder)},
          {"tasks", f.tasks},
          {"steps", f.steps},
          {"proved_minimal", false},
          {"runs_to_find", f.runs_to_find},
          {"runs_to_shrink", f.runs_to_shrink}};
}

json json_of(const report& r) {
  json findings = json::array();
  for (const explained_finding& f : r.findings) findings.push_back(json_of(f));
  json modes = json::array();
  for (const stop_mode mode : all_stop_modes)
    if (r.bounds.modes.contains(mode)) modes.push_back(name_of(mode));
  return {{"name", r.name},
          {"verdict", name_of(r.result)},
          {"phase", r.phases.empty() ? "" : name_of(r.phases.back().phase)},
          {"runs", r.runs},
          {"steps", r.steps},
          {"seconds", r.seconds},
          {"suspension_points", {{"reached", r.sites_reached}, {"cut", r.sites_cut}}},
          {"bounds",
           {{"modes", modes},
            {"stops", r.bounds.stops},
            {"faults", r.bounds.faults},
            {"timers", r.bounds.timers},
            {"steps", r.bounds.steps}}},
          {"exhausted", r.exhausted},
          {"findings", findings}};
}

}  // namespace

std::string as_json(std::span<const visit> visits) {
  json tests = json::array();
  for (const visit& v : visits) {
    tests.push_back(json_of(v.buggy));
    if (v.wrong_fix) tests.push_back(json_of(*v.wrong_fix));
    tests.push_back(json_of(v.fixed));
  }
  return json{{"schema", "cutpoint-report/1"}, {"tests", tests}}.dump(
             2, ' ', false, json::error_handler_t::replace) +
         "\n";
}

}  // namespace cutpoint::zoo
