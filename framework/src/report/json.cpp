#include <cutpoint/report/json.hpp>

#include "check/file_base.hpp"
#include "check/write_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <stdexcept>

namespace cutpoint {
namespace {

using nlohmann::json;
using ordered = nlohmann::ordered_json;

constexpr std::string_view schema = "cutpoint-report/1";

constexpr std::array all_phases = {search_phase::replay,     search_phase::baseline,
                                   search_phase::sweep,      search_phase::depth,
                                   search_phase::exhaustive, search_phase::random};
constexpr std::array all_verdicts = {
    verdict::clean,     verdict::findings, verdict::nothing_explored, verdict::not_deterministic,
    verdict::bad_input, verdict::skipped};

// Returns: the one among `all` that has the name. Errors: `std::runtime_error`.
template <class Enums>
auto named(const Enums& all, const std::string& name) {
  const auto found = std::ranges::find_if(all, [&](auto each) { return name_of(each) == name; });
  if (found == all.end()) throw std::runtime_error(fmt::format("'{}' is unknown", name));
  return *found;
}

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

ordered to_json(const finding_summary& f) {
  return {{"oracle", name_of(f.identity.by)},
          {"subject", f.identity.subject},
          {"task", f.identity.task},
          {"message", f.message},
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
          {"steps_of_job", f.found_at.steps}};
}

finding_summary finding_from(const json& j) {
  const auto by = find_oracle(j.at("oracle").get<std::string>());
  if (!by) throw std::runtime_error(fmt::format("there is no oracle {}", j.at("oracle").dump()));
  const search_phase phase = named(all_phases, j.at("phase"));
  return {.identity = {.by = *by, .subject = j.at("subject"), .task = j.at("task")},
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
          .runs_to_shrink = j.at("runs_to_shrink")};
}

// A record is an array, of which there may be many: runs, steps, whether it is complete, and the
// suspension point where there is one.
ordered to_json(const job_list& jobs) {
  ordered phases = ordered::array();
  for (const listed_phase& listed : jobs.phases)
    phases.push_back({{"phase", name_of(listed.phase)}, {"jobs", listed.jobs}});
  ordered records = ordered::array();
  for (const job_record& r : jobs.records) {
    ordered record = {r.runs, r.steps, r.complete};
    if (r.site != no_site) record.push_back(r.site);
    records.push_back(std::move(record));
  }
  return {{"index", jobs.shard.index},
          {"count", jobs.shard.count},
          {"fingerprint", fmt::format("{:016x}", jobs.fingerprint)},
          {"max_findings", jobs.max_findings},
          {"baseline", {{"runs", jobs.baseline_runs}, {"steps", jobs.baseline_steps}}},
          {"phases", phases},
          {"jobs", records}};
}

job_list jobs_from(const json& j) {
  job_list jobs{.phases = {},
                .baseline_runs = j.at("baseline").at("runs"),
                .baseline_steps = j.at("baseline").at("steps"),
                .fingerprint = std::stoull(j.at("fingerprint").get<std::string>(), nullptr, 16),
                .shard = {.index = j.at("index"), .count = j.at("count")},
                .max_findings = j.at("max_findings"),
                .records = {}};
  for (const json& listed : j.at("phases"))
    jobs.phases.push_back({named(all_phases, listed.at("phase")), listed.at("jobs")});
  for (const json& r : j.at("jobs"))
    jobs.records.push_back({.runs = r.at(0),
                            .steps = r.at(1),
                            .site = r.size() > 3 ? r.at(3).get<std::uint32_t>() : no_site,
                            .complete = r.at(2)});
  return jobs;
}

ordered to_json(const test_summary& t) {
  ordered phases = ordered::array();
  for (const phase_coverage& c : t.phases)
    phases.push_back(
        {{"phase", name_of(c.phase)}, {"runs", c.runs}, {"jobs", c.jobs}, {"done", c.done}});
  ordered findings = ordered::array();
  for (const finding_summary& f : t.findings) findings.push_back(to_json(f));
  ordered j = {{"name", t.name},
               {"verdict", name_of(t.result)},
               {"message", t.message},
               {"phase", name_of(t.phase)},
               {"phases", phases},
               {"runs", t.runs},
               {"steps", t.steps},
               {"seconds", t.seconds},
               {"suspension_points", {{"reached", t.sites_reached}, {"cut", t.sites_cut}}},
               {"bounds", to_json(t.bounds)},
               {"exhausted", t.exhausted},
               {"findings", findings}};
  if (t.is_shard()) j["shard"] = to_json(t.jobs);
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
                 .jobs = {}};
  for (const json& c : j.at("phases"))
    t.phases.push_back({.phase = named(all_phases, c.at("phase")),
                        .runs = c.at("runs"),
                        .jobs = c.at("jobs"),
                        .done = c.at("done")});
  for (const json& f : j.at("findings")) t.findings.push_back(finding_from(f));
  if (j.contains("shard")) t.jobs = jobs_from(j.at("shard"));
  return t;
}

}  // namespace

std::string format_json(std::span<const test_summary> tests) {
  ordered all = ordered::array();
  for (const test_summary& t : tests) all.push_back(to_json(t));
  const ordered file = {{"schema", schema}, {"tests", all}};
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
  const test_summary t = summary_of(r);
  const std::string why = write_file(path, format_json({&t, 1}));
  if (why.empty()) return {};
  return fmt::format(
      "the report {} cannot be written: {}. Make room there, or set CUTPOINT_OUT to a folder that "
      "can be written",
      path.string(), why);
}

}  // namespace cutpoint
