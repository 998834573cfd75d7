#include <cutpoint/report/json.hpp>

#include "check/file_base.hpp"
#include "check/write_file.hpp"
#include "json_finding.hpp"
#include "json_jobs.hpp"
#include "json_names.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace cutpoint {
namespace {

using nlohmann::json;
using ordered = nlohmann::ordered_json;

constexpr std::string_view schema = "cutpoint-report/1";

ordered to_json(const run_bounds& b) {
  ordered modes = ordered::array();
  for (const stop_mode mode : all_stop_modes)
    if (b.modes.contains(mode)) modes.push_back(name_of(mode));
  return {{"modes", modes},     {"order", b.order == task_order::fifo ? "fifo" : "any"},
          {"stops", b.stops},   {"faults", b.faults},
          {"timers", b.timers}, {"steps", b.steps}};
}

run_bounds bounds_from(const json& j) {
  run_bounds b{.modes = {},
               .order = j.at("order") == "fifo" ? task_order::fifo : task_order::any,
               .stops = j.at("stops"),
               .faults = j.at("faults"),
               .timers = j.at("timers"),
               .steps = j.at("steps")};
  for (const json& mode : j.at("modes")) b.modes.insert(named(all_stop_modes, mode));
  return b;
}

ordered points_to_json(const test_summary& t) {
  ordered exempt = ordered::array();
  for (const exempt_point& p : t.exempt)
    exempt.push_back({{"site", p.site}, {"why", name_of(p.why)}});
  return {{"reached", t.sites_reached}, {"cut", t.sites_cut}, {"exempt", exempt}};
}

std::vector<exempt_point> exempt_from(const json& points) {
  std::vector<exempt_point> exempt;
  for (const json& p : points.value("exempt", json::array()))
    exempt.push_back({.site = p.at("site"), .why = named(all_exemptions, p.at("why"))});
  return exempt;
}

ordered to_json(const test_summary& t) {
  ordered phases = ordered::array();
  for (const phase_coverage& c : t.phases)
    phases.push_back(
        {{"phase", name_of(c.phase)}, {"runs", c.runs}, {"jobs", c.jobs}, {"done", c.done}});
  ordered stops = ordered::array();
  for (const stop_coverage& stop : t.stops) stops.push_back(cutpoint::to_json(stop));
  ordered findings = ordered::array();
  for (const finding_summary& f : t.findings) findings.push_back(cutpoint::to_json(f));
  ordered j = {{"name", t.name}};
  if (!t.binary.empty()) j["binary"] = t.binary;
  j.update({{"verdict", name_of(t.result)},
            {"message", t.message},
            {"phase", name_of(t.phase)},
            {"phases", phases},
            {"runs", t.runs},
            {"steps", t.steps},
            {"seconds", t.seconds},
            {"suspension_points", points_to_json(t)},
            {"stops", stops},
            {"bounds", to_json(t.bounds)},
            {"exhausted", t.exhausted},
            {"interrupted", t.interrupted},
            {"proved", t.proved},
            {"notes", t.notes},
            {"findings", findings}});
  if (t.is_shard()) j["shard"] = cutpoint::to_json(t.jobs);
  return j;
}

test_summary test_from(const json& j) {
  test_summary t{.name = j.at("name"),
                 .result = named(all_verdicts, j.at("verdict")),
                 .message = j.at("message"),
                 .phase = named(all_phases, j.at("phase")),
                 .phases = {},
                 .runs = j.at("runs"),
                 .steps = j.at("steps"),
                 .seconds = j.at("seconds"),
                 .sites_reached = j.at("suspension_points").at("reached"),
                 .sites_cut = j.at("suspension_points").at("cut"),
                 .bounds = bounds_from(j.at("bounds")),
                 .exhausted = j.at("exhausted"),
                 .findings = {},
                 .jobs = {},
                 .binary = j.value("binary", ""),
                 .notes = j.value("notes", std::vector<std::string>{}),
                 .proved = j.value("proved", ""),
                 .stops = {},
                 .interrupted = j.value("interrupted", false),
                 .exempt = exempt_from(j.at("suspension_points"))};
  for (const json& c : j.at("phases"))
    t.phases.push_back({.phase = named(all_phases, c.at("phase")),
                        .runs = c.at("runs"),
                        .jobs = c.at("jobs"),
                        .done = c.at("done")});
  for (const json& stop : j.value("stops", json::array()))
    t.stops.push_back(stop_coverage_from(stop));
  for (const json& f : j.at("findings")) t.findings.push_back(finding_summary_from(f));
  if (j.contains("shard")) t.jobs = job_list_from(j.at("shard"));
  return t;
}

}  // namespace

std::string format_json(const run_summary& run) {
  ordered all = ordered::array();
  for (const test_summary& t : run.tests) all.push_back(to_json(t));
  ordered file = {{"schema", schema}};
  if (!run.problems.empty()) file["problems"] = run.problems;
  if (run.interrupted) file["interrupted"] = true;
  file["tests"] = std::move(all);
  return file.dump(1, ' ', false, ordered::error_handler_t::replace) + "\n";
}

std::variant<std::vector<test_summary>, std::string> parse_json(std::string_view text) {
  try {
    const json file = json::parse(text);
    const std::string found = file.value("schema", "");
    if (found != schema)
      return fmt::format("expected a report of the schema {}, found '{}'", schema, found);
    std::vector<test_summary> tests;
    for (const json& t : file.at("tests")) tests.push_back(test_from(t));
    return tests;
  } catch (const std::exception& e) {
    return fmt::format("expected a report of the schema {}: {}", schema, e.what());
  }
}

std::string store_report(const report& r, const options& wanted) {
  if (wanted.reports.empty()) return {};
  const std::filesystem::path path =
      std::filesystem::path(wanted.reports) / (file_base(wanted) + ".report.json");
  const std::string why = write_file(path, format_json({.tests = {summary_of(r)}}));
  if (why.empty()) return {};
  return fmt::format(
      "the report {} cannot be written: {}. Make room there, or set CUTPOINT_OUT to a folder that "
      "can be written",
      path.string(), why);
}

}  // namespace cutpoint
