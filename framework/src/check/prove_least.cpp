// The order counts deviations first, then stops. So the runs are made in passes, one for each
// number of deviations and, within it, of stops. A pass is a bounded search without any reduction,
// which makes every run of its kind once. The first pass in which some run leads to the finding
// holds the least of all such runs, since whatever a run of a later pass is like, it is greater; so
// that pass is made to its end, the least of it is kept, and no other is needed. Where the start is
// the least, the last pass is its own. In it the runs are left out that come behind the best one in
// any case: branch and bound, where what a run has taken so far bounds all that extend it.
// Source: Land, Doig, "An automatic method of solving discrete programming problems", 1960.
//
// The start says only how many passes are needed at most. Hence every start leads to the same run.
//
// A pass repeats the shorter runs that it extends, of which there are far fewer. They do not count.

#include "prove_least.hpp"

#include "death.hpp"
#include "finding_probe.hpp"
#include "recorded_run.hpp"
#include "shrink_progress.hpp"
#include "worker.hpp"

#include <cutpoint/check/interruption.hpp>

#include <cutpoint/search/baseline.hpp>
#include <cutpoint/search/bounded_search.hpp>
#include <cutpoint/shrink/run_key.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cutpoint {
namespace {

using clock = std::chrono::steady_clock;

constexpr std::string_view went_astray =
    "a choice that came up in one run did not come up in another that began with the same choices";

struct pass {
  std::uint32_t deviations;
  std::uint32_t stops;
};

std::vector<pass> passes_up_to(const run_key& start, std::uint32_t most_stops) {
  std::vector<pass> passes;
  const std::size_t most = std::min<std::size_t>(start.deviations, bounded_search::most_deviations);
  for (std::uint32_t deviations = 1; deviations <= most; ++deviations)
    for (std::uint32_t stops = 0; stops <= std::min(deviations, most_stops); ++stops)
      if (deviations < start.deviations || stops <= start.stops)
        passes.push_back({.deviations = deviations, .stops = stops});
  return passes;
}

bool is_of(const run_key& key, const pass& p) {
  return key.deviations == p.deviations && key.stops == p.stops;
}

// What had been made of the benign run at each of its choices. Up to its first deviation every run
// is like it.
class benign_sizes final : public strategy {
 public:
  explicit benign_sizes(strategy& inner) : inner_(inner) {}

  bool begin_run(std::uint64_t job) override { return inner_.begin_run(job); }
  std::uint32_t decide(const choice_point& point) override {
    sizes_.emplace(point.number(), point.run().size());
    return inner_.decide(point);
  }
  void end_run(const kernel& run, std::span<const finding> found) override {
    inner_.end_run(run, found);
  }

  const run_size& at(choice_number number) const { return sizes_.at(number); }

 private:
  strategy& inner_;
  std::map<choice_number, run_size> sizes_;
};

// Makes the runs of a search, but for those that come behind the best in any case: a run's size
// only grows, so what has taken more than the best did before it deviates again is not extended.
class below_the_best final : public strategy {
 public:
  below_the_best(bounded_search& inner, const finding_identity& meant)
      : inner_(inner), meant_(meant) {}

  // Runs whose size is greater are of no use from now on.
  void bound(const run_size& best) { best_ = best; }
  bool is_beyond(const run_size& size) const { return best_ && size > *best_; }

  bool begin_run(std::uint64_t job) override { return inner_.begin_run(job); }
  choice_number first_asked() const override { return inner_.first_asked(); }
  choice_number last_asked() const override { return inner_.last_asked(); }
  std::uint32_t decide(const choice_point& point) override {
    if (best_ && inner_.repeats() && is_beyond(point.run().size())) inner_.extend_no_further();
    return inner_.decide(point);
  }
  void end_run(const kernel& run, std::span<const finding> found) override {
    inner_.end_run(run, found);
    const auto here = std::ranges::find(found, meant_, &finding::identity);
    if (here == found.end()) return;
    last_ = here->within;
    const auto taken = run.taken();
    taken_.assign(taken.begin(), taken.end());
  }

  // Of the last run that led to the finding.
  const run_size& last() const { return last_; }
  std::span<const taken_choice> taken() const { return taken_; }

 private:
  bounded_search& inner_;
  const finding_identity& meant_;
  std::optional<run_size> best_;
  run_size last_;
  std::vector<taken_choice> taken_;
};

// Where the enumeration stands outlives the process that makes it: `position` counts the passes
// that are done, `job` and `at` tell the run, `job_runs` counts the runs that are of a pass,
// `job_steps` those of passes that are done, and `runs` all.
class enumeration {
 public:
  enumeration(const program& checked, const options& wanted, const finding_identity& identity,
              shared_state& state, clock::time_point deadline, failing_run best,
              const message_sink& tell)
      : wanted_(wanted),
        state_(state),
        deadline_(deadline),
        best_(std::move(best)),
        key_(key_of(best_)),
        tell_(tell),
        identity_(identity),
        probe_(checked, wanted, identity, state) {}

  void run(const std::vector<pass>& passes) {
    baseline base;
    benign_sizes benign(base);
    benign.begin_run(0);
    const bool first = state_.runs == 0;
    if (probe_.make(benign, ordinals::kept)) {
      take({.deviations = {}, .size = {}});
      return;
    }
    if (first) state_.job_steps = ++state_.job_runs;
    for (bool resumes = !first; state_.position < passes.size(); resumes = false) {
      const pass& p = passes[state_.position];
      if (!make(p, base.seen(), benign, resumes)) return;
      ++state_.position;
      state_.job = 0;
      state_.at = {};
      state_.job_steps = state_.job_runs;
      if (is_of(key_, p)) return;
    }
  }

 private:
  // Returns: false where a budget, or the program, ended it.
  bool make(const pass& p, const profile& seen, const benign_sizes& benign, bool resumes) {
    bounded_search search(seen, {.fewest = p.deviations,
                                 .most = p.deviations,
                                 .fewest_stops = p.stops,
                                 .most_stops = p.stops});
    below_the_best takes(search, identity_);
    // Of a death it is not always known in which step it happened.
    if (is_of(key_, p) && identity_.by != oracle::death) takes.bound(key_.size);
    if (resumes && std::exchange(state_.cut_off, false))
      search.resume_at(state_.job, state_.at);
    else if (resumes)
      search.resume_behind(state_.job, state_.at);
    for (; state_.job < search.jobs(); ++state_.job, state_.at = {}) {
      if (takes.is_beyond(benign.at(search.first_of(state_.job)))) continue;
      while (search.begin_run(state_.job)) {
        if (is_spent()) return false;
        state_.at = search.at();
        const bool fails = probe_.make(takes, ordinals::off);
        if (search.runs_astray() > 0) {
          tell_(went_astray);
          return false;
        }
        if (search.repeats()) continue;
        ++state_.job_runs;
        if (fails && compare(takes, p)) takes.bound(key_.size);
      }
    }
    return true;
  }

  // Returns: whether the run is the best so far.
  bool compare(const below_the_best& made, const pass& p) {
    if (is_of(key_, p) && made.last() > key_.size) return false;
    auto executed = probe_.find(numbered(made.taken()), replay_key::number);
    if (!executed || key_of(*executed) >= key_) return false;
    take(std::move(*executed));
    return true;
  }

  void take(failing_run run) {
    best_ = std::move(run);
    key_ = key_of(best_);
    tell_(to_message(best_));
  }

  bool is_spent() {
    // A look at the clock costs as much as a step, so it is taken once in a while.
    constexpr std::uint64_t while_ = 32;
    if (state_.runs >= wanted_.proof_runs || interruption::asked()) return true;
    return state_.runs % while_ == 0 && clock::now() >= deadline_;
  }

  const options& wanted_;
  shared_state& state_;
  clock::time_point deadline_;
  failing_run best_;
  run_key key_;
  const message_sink& tell_;
  const finding_identity& identity_;
  finding_probe probe_;
};

class proving {
 public:
  proving(const program& checked, const options& wanted, const failing_run& start,
          const finding_identity& identity, shared_state& state)
      : checked_(checked),
        wanted_(wanted),
        identity_(identity),
        state_(state),
        passes_(passes_up_to(key_of(start), wanted.stops)),
        deadline_(clock::now() + wanted.proof_time),
        best_(start),
        progress_(wanted.name) {
    pages_->phase = search_phase::exhaustive;
  }

  least_run run() {
    const auto work = [&](const message_sink& tell) {
      enumeration(checked_, wanted_, identity_, *pages_, deadline_, best_, tell).run(passes_);
    };
    const auto hear = [&](std::string_view message) {
      if (message == went_astray)
        obstacle_ = message;
      else
        take(failing_run_from(message));
    };
    if (wanted_.runs_in == isolation::in_process) {
      work(hear);
    } else {
      worker_end end;
      const auto goes_on = [&] {
        tell_progress();
        return !interruption::asked();
      };
      do end = run_in_worker(*pages_, limits_of(wanted_), work, hear, goes_on);
      while (end.died && !interruption::asked() && go_on_behind());
    }
    return {.smaller = improved_ ? std::optional(best_) : std::nullopt, .how = claim()};
  }

 private:
  using place = std::tuple<std::uint64_t, std::uint64_t, bounded_search::position>;

  // Returns: whether there is time to.
  bool go_on_behind() {
    const death_record& death = pages_->death;
    const bool may_be_another = death.cause == death_cause::worn || may_be_from_outside(death);
    const place here = {pages_->position, pages_->job, pages_->at};
    pages_->cut_off = may_be_another && here != last_cut_off_;
    if (pages_->cut_off) {
      last_cut_off_ = here;
      return clock::now() < deadline_;
    }
    if (death.cause == death_cause::hung) pages_->hangs.add(death.task());
    ++pages_->runs;
    if (pages_->position >= passes_.size() || pages_->at.depth == 0) {
      obstacle_ = "the undisturbed run died";
      return false;
    }
    const pass& p = passes_[pages_->position];
    if (pages_->at.depth < p.deviations) {
      obstacle_ = "a run died, so it is not known what would extend it";
      hidden_ = std::min<std::uint64_t>(hidden_, pages_->position);
    } else {
      ++pages_->job_runs;
      if (identity_.by == oracle::death) look_at_death();
    }
    return clock::now() < deadline_ && pages_->runs < wanted_.proof_runs;
  }

  void look_at_death() {
    const auto taken = pages_->log().taken();
    auto made =
        find_in_fork(checked_, wanted_, identity_, numbered(taken), replay_key::number, state_);
    if (made && key_of(*made) < key_of(best_)) take(std::move(*made));
  }

  void take(failing_run run) {
    best_ = std::move(run);
    improved_ = true;
  }

  void tell_progress() {
    if (pages_->position < passes_.size())
      progress_.proved(passes_[pages_->position].deviations, pages_->runs);
  }

  minimality claim() const {
    minimality m{.runs = pages_->job_runs};
    const run_key key = key_of(best_);
    const std::size_t done = std::min<std::size_t>(pages_->position, hidden_);
    const auto end = passes_.begin() + static_cast<std::ptrdiff_t>(done);
    m.deviations = static_cast<std::uint32_t>(key.deviations);
    m.stops = static_cast<std::uint32_t>(key.stops);
    m.proved = key.deviations == 0 ||
               std::any_of(passes_.begin(), end, [&](const pass& p) { return is_of(key, p); });
    if (m.proved) return m;
    const pass next = done < passes_.size()
                          ? passes_[done]
                          : pass{.deviations = bounded_search::most_deviations + 1, .stops = 0};
    m.deviations = pages_->job_runs == 0 ? 0 : next.deviations;
    m.stops = next.stops;
    m.further = pages_->job_runs - pages_->job_steps;
    m.obstacle = obstacle();
    return m;
  }

  std::string obstacle() const {
    if (!obstacle_.empty()) return obstacle_;
    if (interruption::asked()) return "it was interrupted";
    if (pages_->position == passes_.size()) return "runs with more deviations are not enumerated";
    return "the budget was spent";
  }

  const program& checked_;
  const options& wanted_;
  const finding_identity& identity_;
  shared_state& state_;
  shared_pages pages_;
  std::vector<pass> passes_;
  clock::time_point deadline_;
  failing_run best_;
  bool improved_ = false;
  shrink_progress progress_;
  std::optional<place> last_cut_off_;         // the run that was made once more
  std::uint64_t hidden_ = ~std::uint64_t{0};  // the first pass of which something was left out
  std::string obstacle_;
};

}  // namespace

least_run prove_least(const program& checked, const options& wanted, const failing_run& start,
                      const finding_identity& identity, shared_state& state) {
  return proving(checked, wanted, start, identity, state).run();
}

}  // namespace cutpoint
