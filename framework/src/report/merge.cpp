// A shard tells what it did of each of its jobs, and where in the list each finding was made. Put
// side by side in the order of the list, that is what one machine would have done; where it would
// have ended, at the finding that is one too many, the rest is left out.

#include <cutpoint/report/merge.hpp>

#include "check/certificate.hpp"
#include "retell.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace cutpoint {
namespace {

// Says why shards do not make up a whole.
struct unmergeable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Sorts the shards by their index. Errors: `unmergeable`, unless each is there once.
void put_in_order(std::vector<test_summary>& shards) {
  const auto index = [](const test_summary& t) { return t.jobs.shard.index; };
  std::ranges::sort(shards, {}, index);
  const test_summary& first = shards.front();
  std::vector<std::uint32_t> missing;
  for (std::uint32_t wanted = 0, at = 0; wanted < first.jobs.shard.count; ++wanted) {
    const bool is_there = at < shards.size() && index(shards[at]) == wanted;
    if (is_there)
      ++at;
    else
      missing.push_back(wanted);
    if (is_there && at < shards.size() && index(shards[at]) == wanted)
      throw unmergeable(fmt::format("{}: shard {} of {} is there twice; give each folder once",
                                    first.name, wanted, first.jobs.shard.count));
  }
  if (!missing.empty())
    throw unmergeable(
        fmt::format("{}: of {} shards these are missing: {}; run them, or give their folders too",
                    first.name, first.jobs.shard.count, fmt::join(missing, ", ")));
}

void require_one_search(const std::vector<test_summary>& shards) {
  const job_list& first = shards.front().jobs;
  for (const test_summary& t : shards) {
    const bool whole = t.jobs.records.size() == job_list::share(t.jobs.size(), t.jobs.shard);
    if (t.jobs.shard.count != first.shard.count)
      throw unmergeable(
          fmt::format("{}: there are shards of {} and shards of {}; merge those of "
                      "one search",
                      t.name, first.shard.count, t.jobs.shard.count));
    if (t.jobs.fingerprint != first.fingerprint || t.jobs.phases != first.phases ||
        t.jobs.max_findings != first.max_findings)
      throw unmergeable(
          fmt::format("{}: shards {} and {} are not of the same search: the program, "
                      "its options, CUTPOINT_BUDGET or CUTPOINT_SEED differ; run all "
                      "of them with the same",
                      t.name, first.shard.index, t.jobs.shard.index));
    if (!whole && !t.jobs.records.empty())
      throw unmergeable(fmt::format("{}: shard {} lists {} jobs where it has {}; run it again",
                                    t.name, t.jobs.shard.index, t.jobs.records.size(),
                                    job_list::share(t.jobs.size(), t.jobs.shard)));
  }
}

job_list interleave(const std::vector<test_summary>& shards) {
  job_list whole = shards.front().jobs;
  const std::uint64_t count = whole.shard.count;
  whole.shard = {};
  whole.records.assign(static_cast<std::size_t>(whole.size()), {});
  for (const test_summary& t : shards)
    for (std::size_t i = 0; i < t.jobs.records.size(); ++i)
      whole.records[static_cast<std::size_t>(t.jobs.shard.index + i * count)] = t.jobs.records[i];
  return whole;
}

// Of each identity the earliest finding, in the order of the list.
std::vector<finding_summary> gather(const std::vector<test_summary>& shards) {
  std::multimap<job_place, finding_summary> all;
  for (const test_summary& t : shards)
    for (const finding_summary& f : t.findings) all.emplace(f.found_at, f);
  std::vector<finding_summary> each_once;
  for (auto& [at, f] : all)
    if (std::ranges::find(each_once, f.identity, &finding_summary::identity) == each_once.end())
      each_once.push_back(std::move(f));
  return each_once;
}

// Cuts the findings off behind the one that ends the search. Returns: where that is.
std::optional<job_place> cut_behind_the_end(std::vector<finding_summary>& findings,
                                            std::uint32_t most) {
  const auto last = [&] {
    for (std::size_t i = 0; i < findings.size(); ++i)
      if (i + 1 >= most || findings[i].identity.by == oracle::not_deterministic) return i;
    return findings.size();
  }();
  if (last == findings.size()) {
    const bool baseline = !findings.empty() && findings.back().phase == search_phase::baseline;
    return baseline ? std::optional(findings.back().found_at) : std::nullopt;
  }
  findings.resize(last + 1);
  return findings.back().found_at;
}

verdict judge_whole(const test_summary& t, verdict of_a_shard) {
  if (t.findings.empty()) return of_a_shard;
  const bool escapes = std::ranges::any_of(t.findings, [](const finding_summary& f) {
    return f.identity.by == oracle::not_deterministic;
  });
  return escapes ? verdict::not_deterministic : verdict::findings;
}

// What the replays of stored traces add, which each shard makes for itself.
void add_replays(test_summary& whole, const std::vector<test_summary>& shards) {
  phase_coverage replays{.phase = search_phase::replay};
  for (const test_summary& t : shards)
    for (const phase_coverage& c : t.phases) {
      if (c.phase != search_phase::replay) continue;
      replays.runs += c.runs;
      replays.jobs += c.jobs;
      replays.done += c.done;
    }
  if (replays.jobs == 0) return;
  whole.runs += replays.runs;
  whole.phases.insert(whole.phases.begin(), replays);
}

test_summary merge_shards(std::vector<test_summary> shards) {
  require_one_search(shards);
  put_in_order(shards);
  test_summary whole = shards.front();
  whole.jobs = interleave(shards);
  whole.findings = gather(shards);
  const std::optional<job_place> end = cut_behind_the_end(whole.findings, whole.jobs.max_findings);
  job_totals totals = count_up(whole.jobs, end);
  whole.runs = totals.runs;
  whole.steps = totals.steps;
  whole.phases = std::move(totals.phases);
  whole.sites_cut = totals.sites_cut;
  whole.stops = stops_covered(whole.jobs, end);
  whole.exhausted = totals.exhausted;
  add_replays(whole, shards);
  if (!whole.phases.empty()) whole.phase = whole.phases.back().phase;
  for (finding_summary& f : whole.findings)
    if (f.phase != search_phase::replay) f.runs_to_find = run_number(whole.jobs, f.found_at);
  for (finding_summary& f : whole.findings) retell(f);
  whole.seconds = 0;
  whole.message.clear();
  whole.notes.clear();
  for (const test_summary& t : shards) {
    whole.seconds += t.seconds;
    whole.interrupted = whole.interrupted || t.interrupted;
    for (const std::string& note : t.notes)
      whole.notes.push_back(fmt::format("shard {}: {}", t.jobs.shard.index, note));
    if (whole.message.empty()) whole.message = t.message;
    if (t.result == verdict::bad_input)
      throw unmergeable(fmt::format("{}: shard {} of {} was refused: {}", t.name,
                                    t.jobs.shard.index, t.jobs.shard.count, t.message));
  }
  whole.result = judge_whole(whole, shards.front().result);
  if (const auto proof = certify(whole.result, whole.phases, whole.bounds, whole.jobs))
    whole.proved = in_words(*proof);
  return whole;
}

}  // namespace

std::variant<std::vector<test_summary>, std::string> merge(std::vector<test_summary> tests) {
  std::map<std::string, std::vector<test_summary>> by_name;
  for (test_summary& t : tests) by_name[t.name].push_back(std::move(t));
  std::vector<test_summary> merged;
  try {
    for (auto& [name, parts] : by_name) {
      if (parts.front().is_shard()) {
        merged.push_back(merge_shards(std::move(parts)));
      } else if (parts.size() == 1) {
        merged.push_back(std::move(parts.front()));
      } else {
        return fmt::format(
            "{}: {} reports, which are not shards of one search; give each folder once, and run "
            "shards with CUTPOINT_SHARD",
            name, parts.size());
      }
    }
  } catch (const unmergeable& why) {
    return std::string(why.what());
  }
  return merged;
}

}  // namespace cutpoint
