#include "replay_outcome.hpp"

#include "event_log.hpp"
#include "replay_repair.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace cutpoint {
namespace {

class replaying_one {
 public:
  replaying_one(const program& checked, const options& wanted, const trace& t, shared_state& state)
      : checked_(checked), wanted_(wanted), trace_(t), state_(state) {}

  replay_outcome run(repair_when repairs) {
    recorded_run by_address = make(trace_.deviations, replay_key::address);
    const bool fits = by_address.deviations.size() == trace_.deviations.size();
    const bool failed = judge(by_address);
    if (failed && (fits || out_.fails == trace_.expected)) return fails_by(std::move(by_address));
    std::string misfits = by_address.misfits.empty()
                              ? "the run ends before all of it came up"
                              : fmt::format("{}", fmt::join(by_address.misfits, "; "));
    if (!fits) {
      // Where names have changed, numbers may still be right, but only the same finding shows it.
      recorded_run by_number = make(trace_.deviations, replay_key::number);
      if (judge(by_number) && out_.fails == trace_.expected) {
        out_.why = fmt::format("it fits by its choice numbers alone: {}", misfits);
        return fails_by(std::move(by_number));
      }
    }
    if ((!fits || repairs == repair_when::passes) && repair()) return std::move(out_);
    out_.end = fits ? stored_trace_end::passes : stored_trace_end::stale;
    if (!fits) out_.why = std::move(misfits);
    return std::move(out_);
  }

 private:
  recorded_run make(const std::vector<deviation>& deviations, replay_key key) {
    ++out_.runs;
    return record_run(checked_, wanted_, deviations, key, state_);
  }

  // Returns: whether the run fails, and if so sets as what.
  bool judge(const recorded_run& run) {
    out_.difference.clear();
    if (trace_.expected.by == oracle::not_deterministic) {
      out_.difference =
          first_difference(run.events, make(trace_.deviations, replay_key::address).events);
      out_.fails = trace_.expected;
      return !out_.difference.empty();
    }
    if (run.found.empty()) return false;
    const auto same = std::ranges::find(run.found, trace_.expected, &finding::identity);
    out_.fails = same == run.found.end() ? run.found.front().identity : trace_.expected;
    return true;
  }

  bool repair() {
    if (trace_.deviations.empty() || trace_.expected.by == oracle::not_deterministic) return false;
    const repaired_trace repaired = repair_trace(checked_, wanted_, trace_, state_);
    out_.runs += repaired.runs;
    if (!repaired.fails) return false;
    recorded_run run = make(repaired.deviations, replay_key::address);
    const auto same = std::ranges::find(run.found, repaired.identity, &finding::identity);
    if (same == run.found.end()) return false;
    out_.fails = repaired.identity;
    out_.difference.clear();
    out_.why = fmt::format("{}", fmt::join(repaired.changes, "; "));
    out_.end = stored_trace_end::fails;
    out_.run = std::move(run);
    return true;
  }

  replay_outcome fails_by(recorded_run run) {
    out_.end = stored_trace_end::fails;
    out_.run = std::move(run);
    return std::move(out_);
  }

  const program& checked_;
  const options& wanted_;
  const trace& trace_;
  shared_state& state_;
  replay_outcome out_;
};

}  // namespace

replay_outcome outcome_of(const program& checked, const options& wanted, const trace& t,
                          repair_when repairs, shared_state& state) {
  return replaying_one(checked, wanted, t, state).run(repairs);
}

options within_bounds(options wanted, const run_bounds& bounds) {
  wanted.modes = bounds.modes;
  wanted.order = bounds.order;
  wanted.stops = bounds.stops;
  wanted.faults = bounds.faults;
  wanted.early_timers = bounds.timers;
  wanted.steps_per_run = bounds.steps;
  return wanted;
}

}  // namespace cutpoint
