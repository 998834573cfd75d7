#include <cutpoint/check/job_list.hpp>

#include <algorithm>
#include <numeric>
#include <set>

namespace cutpoint {
namespace {

// Goes through the records of a list, phase by phase.
template <class Take>
void for_each_record(const job_list& jobs, const Take& take) {
  std::uint64_t end_of_phase = 0;
  std::size_t position = 0;
  for (std::size_t phase = 0; phase < jobs.phases.size(); ++phase) {
    end_of_phase += jobs.phases[phase].jobs;
    for (; position < jobs.records.size() && jobs.number_of(position) < end_of_phase; ++position)
      take(phase, jobs.number_of(position), jobs.records[position]);
  }
}

// What counts of a job, where `end` is the last run that does.
job_record up_to(const job_record& record, std::uint64_t number,
                 const std::optional<job_place>& end) {
  if (!end || number < end->job) return record;
  if (number > end->job) return {};
  return {.runs = end->run,
          .steps = end->steps,
          .stop = record.stop,
          .complete = false,
          .outcome = record.outcome};
}

bool is_before_the_jobs(const std::optional<job_place>& end) {
  return end && end->phase <= search_phase::baseline;
}

std::vector<phase_coverage> without_runs(const job_list& jobs) {
  std::vector<phase_coverage> all;
  std::uint64_t before = 0;
  for (const listed_phase& listed : jobs.phases) {
    const std::uint64_t mine =
        job_list::share(before + listed.jobs, jobs.shard) - job_list::share(before, jobs.shard);
    before += listed.jobs;
    all.push_back({.phase = listed.phase, .runs = 0, .jobs = mine, .done = 0});
  }
  return all;
}

}  // namespace

std::uint64_t job_list::size() const {
  return std::accumulate(
      phases.begin(), phases.end(), std::uint64_t{0},
      [](std::uint64_t sum, const listed_phase& listed) { return sum + listed.jobs; });
}

std::string_view name_of(exemption why) {
  switch (why) {
    case exemption::by_shield:
      return "shielded";
    case exemption::by_task:
      return "unstoppable";
    case exemption::by_place:
      break;
  }
  return "closed to stops";
}

std::vector<std::uint32_t> sites_of(std::span<const listed_stop> stops) {
  std::set<std::uint32_t> sites;
  for (const listed_stop& stop : stops)
    if (!stop.what.held && stop.what.site != no_site) sites.insert(stop.what.site);
  return {sites.begin(), sites.end()};
}

job_totals count_up(const job_list& jobs, const std::optional<job_place>& end) {
  job_totals totals{.runs = jobs.baseline_runs,
                    .steps = jobs.baseline_steps,
                    .sites_cut = 0,
                    .phases = {},
                    .exhausted = !end};
  if (jobs.baseline_runs > 0)
    totals.phases.push_back({.phase = search_phase::baseline,
                             .runs = jobs.baseline_runs,
                             .jobs = 2,
                             .done = jobs.baseline_runs});
  if (is_before_the_jobs(end)) return totals;
  std::vector<phase_coverage> covered = without_runs(jobs);
  std::set<std::uint32_t> cut;
  for_each_record(jobs, [&](std::size_t phase, std::uint64_t number, const job_record& whole) {
    const job_record record = up_to(whole, number, end);
    totals.runs += record.runs;
    totals.steps += record.steps;
    totals.exhausted = totals.exhausted && record.complete;
    covered[phase].runs += record.runs;
    covered[phase].done += record.complete ? 1 : 0;
    if (record.stop < jobs.stops.size() && record.runs > 0 && !jobs.stops[record.stop].what.held)
      cut.insert(jobs.stops[record.stop].what.site);
  });
  cut.erase(no_site);
  totals.sites_cut = cut.size();
  std::ranges::copy_if(covered, std::back_inserter(totals.phases),
                       [](const phase_coverage& c) { return c.runs > 0; });
  return totals;
}

std::vector<stop_coverage> stops_covered(const job_list& jobs,
                                         const std::optional<job_place>& end) {
  std::vector<stop_coverage> all;
  for (const listed_stop& stop : jobs.stops)
    all.push_back({.what = stop.what, .planned = stop.jobs});
  if (is_before_the_jobs(end)) return all;
  for_each_record(jobs, [&](std::size_t, std::uint64_t number, const job_record& whole) {
    const job_record record = up_to(whole, number, end);
    if (record.stop >= all.size() || record.runs == 0) return;
    stop_coverage& stop = all[record.stop];
    switch (record.outcome) {
      case stop_outcome::finished:
        ++stop.finished;
        break;
      case stop_outcome::ignored:
        ++stop.ignored;
        break;
      case stop_outcome::failed:
        ++stop.failed;
        break;
    }
  });
  return all;
}

std::uint64_t run_number(const job_list& jobs, const job_place& place) {
  if (place.phase <= search_phase::baseline) return place.run;
  std::uint64_t before = jobs.baseline_runs;
  for_each_record(jobs, [&](std::size_t, std::uint64_t number, const job_record& record) {
    if (number < place.job) before += record.runs;
  });
  return before + place.run;
}

}  // namespace cutpoint
