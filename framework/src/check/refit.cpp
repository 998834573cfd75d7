#include <cutpoint/check/refit.hpp>

#include "confirm.hpp"
#include "explain.hpp"
#include "finding_probe.hpp"
#include "recorded_run.hpp"
#include "runner.hpp"
#include "shared_state.hpp"
#include "shrink_run.hpp"
#include "trace_store.hpp"
#include "worker.hpp"

#include <cutpoint/check/check.hpp>
#include <cutpoint/check/interruption.hpp>
#include <cutpoint/search/baseline.hpp>
#include <cutpoint/search/bounded_search.hpp>

#include <algorithm>
#include <utility>

namespace cutpoint {
namespace {

// Which runs could take the place of that of `t`.
deviation_bounds bounds_like(const trace& t) {
  const auto is_stop = [](const deviation& d) { return d.address.kind == deviation_kind::stop; };
  return {.fewest = 1,
          .most = static_cast<std::uint32_t>(
              std::clamp<std::size_t>(t.deviations.size(), 1, bounded_search::most_deviations)),
          .fewest_stops = 0,
          .most_stops = static_cast<std::uint32_t>(std::ranges::count_if(t.deviations, is_stop))};
}

class refitting {
 public:
  refitting(const program& checked, const trace& t, const options& wanted, std::uint64_t runs,
            shared_state& state)
      : checked_(checked), trace_(t), wanted_(wanted), most_(runs), state_(state) {}

  refitted_run run() {
    refitted_run result;
    if (std::optional<std::vector<deviation>> found = find()) {
      trace again = trace_;
      again.input = wanted_.input.key;
      again.bounds = bounds_of(wanted_);
      again.deviations = made_small(std::move(*found));
      result.how = std::move(again);
    }
    result.runs = state_.runs + runs_elsewhere_;
    return result;
  }

 private:
  std::optional<std::vector<deviation>> find() {
    if (wanted_.runs_in == isolation::in_process) return find_here();
    // A run that ends its process, or differs when made again, is met by a whole search alone.
    const oracle by = trace_.expected.by;
    if (by == oracle::death || by == oracle::not_deterministic) return find_by_a_search();
    std::optional<std::vector<deviation>> found;
    const worker_end end = run_in_worker(
        state_, limits_of(wanted_),
        [&](const message_sink& tell) {
          if (auto here = find_here()) tell(to_message(failing_run{.deviations = *here}));
        },
        [&](std::string_view message) { found = failing_run_from(message).deviations; });
    return found || !end.died ? found : find_by_a_search();
  }

  std::optional<std::vector<deviation>> find_here() {
    finding_probe probe(checked_, wanted_, trace_.expected, state_);
    if (auto as_it_was = probe.find_guided(trace_.deviations)) return as_it_was->deviations;
    baseline base;
    base.begin_run(0);
    if (probe.make(base, ordinals::kept)) return std::vector<deviation>{};
    if (trace_.deviations.empty()) return std::nullopt;
    bounded_search search(base.seen(), bounds_like(trace_));
    for (std::uint64_t job = 0; job < search.jobs(); ++job)
      while (search.begin_run(job)) {
        if (state_.runs >= most_) return std::nullopt;
        if (auto like_it = probe.find(search)) return like_it->deviations;
      }
    return std::nullopt;
  }

  std::optional<std::vector<deviation>> find_by_a_search() {
    if (trace_.expected.by == oracle::death) {
      ++runs_elsewhere_;
      if (auto again = find_in_fork(checked_, wanted_, trace_.expected, trace_.deviations,
                                    replay_key::address, state_))
        return again->deviations;
    }
    options whole = wanted_;
    whole.max_runs = most_;
    whole.shrink_runs = whole.proof_runs = whole.explain_runs = 0;
    whole.out.clear();
    whole.corpus.clear();
    whole.replay.clear();
    report r = check(checked_, whole);
    runs_elsewhere_ += r.runs;
    for (explained_finding& f : r.findings)
      if (f.what.identity == trace_.expected) return std::move(f.how.deviations);
    return std::nullopt;
  }

  std::vector<deviation> made_small(std::vector<deviation> found) {
    if (found.empty() || wanted_.shrink_runs == 0 ||
        trace_.expected.by == oracle::not_deterministic)
      return found;
    recorded_run start;
    start.deviations = std::move(found);
    shrink_result small = shrink_run(checked_, wanted_, start, trace_.expected, state_);
    return small.end == shrink_end::not_reproduced ? std::move(start.deviations)
                                                   : std::move(small.smallest.deviations);
  }

  const program& checked_;
  const trace& trace_;
  const options& wanted_;
  const std::uint64_t most_;
  shared_state& state_;
  std::uint64_t runs_elsewhere_ = 0;
};

}  // namespace

refitted_run refit(const program& checked, const trace& t, const options& wanted,
                   std::uint64_t runs) {
  const shared_pages pages;
  return refitting(checked, t, wanted, runs, *pages).run();
}

report settle(const program& checked, const trace& t, const options& wanted) {
  const shared_pages pages;
  trace_store store(wanted);
  report r;
  r.name = wanted.name;
  r.bounds = bounds_of(wanted);
  r.result = verdict::findings;
  candidate c{.identity = t.expected,
              .at = {.phase = search_phase::replay, .run = 1},
              .runs_to_find = 0,
              .taken = {},
              .difference = {}};
  for (const deviation& d : t.deviations)
    c.taken.push_back({static_cast<std::uint32_t>(d.number), d.move});
  const options confirming = interruption::asked() ? in_a_last_moment(wanted) : wanted;
  explained_finding f = confirm(checked, confirming, c, *pages);
  f.why = explain(checked, confirming, f, *pages);
  store.settle(f);
  if (f.what.identity.by == oracle::not_deterministic) r.result = verdict::not_deterministic;
  r.findings.push_back(std::move(f));
  r.message = store.problem();
  r.interrupted = interruption::asked();
  return r;
}

}  // namespace cutpoint
