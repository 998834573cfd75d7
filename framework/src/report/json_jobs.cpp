#include "json_jobs.hpp"

#include "json_names.hpp"

#include <fmt/format.h>

#include <string>

namespace cutpoint {
namespace {

using nlohmann::json;
using ordered = nlohmann::ordered_json;

ordered kind_to_json(const swept_stop& kind) {
  ordered j = {{"site", kind.place},
               {"window", name_of(kind.at)},
               {"mode", name_of(kind.mode)},
               {"reach", name_of(kind.reach)}};
  if (kind.held) j["held"] = true;
  return j;
}

swept_stop kind_from_json(const json& j) {
  return {.place = j.at("site"),
          .site = j.value("point", no_site),
          .at = named(all_windows, j.at("window")),
          .mode = named(all_stop_modes, j.at("mode")),
          .reach = named(all_reaches, j.at("reach")),
          .held = j.value("held", false)};
}

}  // namespace

ordered to_json(const stop_coverage& stop) {
  ordered j = kind_to_json(stop.what);
  j["planned"] = stop.planned;
  j["finished"] = stop.finished;
  j["ignored"] = stop.ignored;
  j["failed"] = stop.failed;
  return j;
}

stop_coverage stop_coverage_from(const json& j) {
  return {.what = kind_from_json(j),
          .planned = j.at("planned"),
          .finished = j.at("finished"),
          .ignored = j.at("ignored"),
          .failed = j.at("failed")};
}

// A record is an array, of which there may be many: runs, steps, whether it is complete, and, where
// it makes a stop, which one and what that led to.
ordered to_json(const job_list& jobs) {
  ordered phases = ordered::array();
  for (const listed_phase& listed : jobs.phases)
    phases.push_back({{"phase", name_of(listed.phase)}, {"jobs", listed.jobs}});
  ordered stops = ordered::array();
  for (const listed_stop& listed : jobs.stops) {
    ordered stop = kind_to_json(listed.what);
    if (listed.what.site != no_site) stop["point"] = listed.what.site;
    stop["jobs"] = listed.jobs;
    stops.push_back(std::move(stop));
  }
  ordered records = ordered::array();
  for (const job_record& r : jobs.records) {
    ordered record = {r.runs, r.steps, r.complete};
    if (r.stop != no_stop) {
      record.push_back(r.stop);
      record.push_back(static_cast<int>(r.outcome));
    }
    records.push_back(std::move(record));
  }
  ordered j = {{"index", jobs.shard.index},
               {"count", jobs.shard.count},
               {"fingerprint", fmt::format("{:016x}", jobs.fingerprint)},
               {"max_findings", jobs.max_findings},
               {"exhaustive", jobs.exhaustive},
               {"baseline", {{"runs", jobs.baseline_runs}, {"steps", jobs.baseline_steps}}},
               {"phases", phases},
               {"stops", stops},
               {"jobs", records}};
  if (jobs.reduced) j["reduced"] = *jobs.reduced;
  return j;
}

job_list job_list_from(const json& j) {
  job_list jobs{.phases = {},
                .stops = {},
                .baseline_runs = j.at("baseline").at("runs"),
                .baseline_steps = j.at("baseline").at("steps"),
                .fingerprint = std::stoull(j.at("fingerprint").get<std::string>(), nullptr, 16),
                .shard = {.index = j.at("index"), .count = j.at("count")},
                .max_findings = j.at("max_findings"),
                .exhaustive = j.value("exhaustive", 0U),
                .records = {}};
  if (j.contains("reduced")) jobs.reduced = j.at("reduced").get<std::uint32_t>();
  for (const json& listed : j.at("phases"))
    jobs.phases.push_back({named(all_phases, listed.at("phase")), listed.at("jobs")});
  for (const json& listed : j.at("stops"))
    jobs.stops.push_back({.what = kind_from_json(listed), .jobs = listed.at("jobs")});
  for (const json& r : j.at("jobs")) {
    const bool stops = r.size() > 4;
    jobs.records.push_back({.runs = r.at(0),
                            .steps = r.at(1),
                            .stop = stops ? r.at(3).get<std::uint32_t>() : no_stop,
                            .complete = r.at(2),
                            .outcome = stops ? static_cast<stop_outcome>(r.at(4).get<int>())
                                             : stop_outcome::finished});
  }
  return jobs;
}

}  // namespace cutpoint
