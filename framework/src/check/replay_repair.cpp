#include "replay_repair.hpp"

#include "runner.hpp"
#include "wire.hpp"
#include "worker.hpp"

#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/search/replay.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cutpoint {
namespace {

using nlohmann::json;

constexpr std::uint64_t most_trials = 60;
constexpr std::size_t most_alike = 12;

// Passes every choice on, and keeps of all that could be taken what is most like each deviation of
// a trace.
class noting_likes final : public strategy {
 public:
  noting_likes(std::vector<deviation> tried, const std::vector<deviation>& wanted)
      : inner_(std::move(tried)), wanted_(wanted), alike_(wanted.size()) {}

  bool begin_run(std::uint64_t job) override { return inner_.begin_run(job); }
  std::uint32_t decide(const choice_point& point) override {
    for (std::uint32_t move = 1; move < point.moves(); ++move) note(point.describe(move));
    return inner_.decide(point);
  }
  void end_run(const kernel& run, std::span<const finding>) override { taken_ = run.deviations(); }

  repair_trial trial(const std::vector<finding>& found) {
    repair_trial t;
    for (const finding& f : found) t.found.push_back(f.identity);
    t.taken = std::move(taken_);
    for (std::vector<ranked>& list : alike_) {
      std::vector<deviation>& to = t.alike.emplace_back();
      for (ranked& r : list) to.push_back(std::move(r.what));
    }
    return t;
  }

 private:
  struct ranked {
    unsigned cost;
    deviation what;
  };

  void note(const deviation& offered) {
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (offered.address.kind != wanted_[i].address.kind) continue;
      const unsigned cost = unlikeness(wanted_[i], offered);
      std::vector<ranked>& list = alike_[i];
      if (list.size() == most_alike && list.back().cost <= cost) continue;
      // Of equal ones the first that came up stands first.
      list.insert(std::ranges::upper_bound(list, cost, {}, &ranked::cost),
                  {.cost = cost, .what = offered});
      if (list.size() > most_alike) list.pop_back();
    }
  }

  replay inner_;
  const std::vector<deviation>& wanted_;
  std::vector<std::vector<ranked>> alike_;
  std::vector<deviation> taken_;
};

std::string to_message(const repaired_trace& r) {
  json deviations = json::array();
  for (const deviation& d : r.deviations) deviations.push_back(json_of(d));
  return text_of({r.fails, r.runs, static_cast<int>(r.identity.by), r.identity.subject,
                  r.identity.task, r.changes, deviations});
}

repaired_trace repaired_from(std::string_view message) {
  const json m = json::parse(message);
  repaired_trace r;
  r.fails = m[0];
  r.runs = m[1];
  r.identity = {.by = static_cast<oracle>(m[2].get<int>()), .subject = m[3], .task = m[4]};
  r.changes = m[5].get<std::vector<std::string>>();
  for (const json& d : m[6]) r.deviations.push_back(deviation_from(d));
  return r;
}

// What a worker says before it makes a run that may kill it; the last one did.
repaired_trace about_to_try(const std::vector<deviation>& tried, const trace& t,
                            std::uint64_t runs) {
  repaired_trace r{
      .deviations = tried, .identity = t.expected, .changes = {}, .fails = true, .runs = runs};
  for (const deviation& d : tried)
    if (std::ranges::find(t.deviations, d) == t.deviations.end())
      r.changes.push_back(fmt::format("`{}` is taken now", trace_line(d)));
  return r;
}

repaired_trace repair_here(const program& checked, const options& wanted, const trace& t,
                           shared_state& state, const message_sink& tell) {
  runner runs(checked, wanted, state.log());
  watch_kernel(runs.core());
  std::uint64_t tries = 0;
  return find_repair(
      t,
      [&](const std::vector<deviation>& tried) {
        ++tries;
        if (t.expected.by == oracle::death) tell(to_message(about_to_try(tried, t, tries)));
        noting_likes noting(tried, t.deviations);
        noting.begin_run(0);
        return noting.trial(runs.run(noting, ordinals::kept));
      },
      most_trials);
}

}  // namespace

repaired_trace repair_trace(const program& checked, const options& wanted, const trace& t,
                            shared_state& state) {
  repaired_trace result;
  const message_sink hear = [&](std::string_view message) { result = repaired_from(message); };
  const auto work = [&](const message_sink& tell) {
    tell(to_message(repair_here(checked, wanted, t, state, tell)));
  };
  // A run that kills the worker is the one that is looked for, or ends the search for it.
  if (wanted.runs_in == isolation::in_process)
    work(hear);
  else
    run_in_worker(state, limits_of(wanted), work, hear);
  return result;
}

}  // namespace cutpoint
