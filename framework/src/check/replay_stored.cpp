#include "replay_stored.hpp"

#include "replay_outcome.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace cutpoint {
namespace {

class replaying_stored {
 public:
  replaying_stored(const program& checked, const options& wanted, shared_state& state)
      : checked_(checked), wanted_(wanted), state_(state) {}

  void take(const trace_file& file) {
    const auto* const t = std::get_if<trace>(&file.holds);
    if (t == nullptr) {
      note(file, stored_trace_end::stale, std::get<std::string>(file.holds));
      return;
    }
    // A check that was killed may leave the first and the final trace of one finding.
    if (std::ranges::find(result_.found, t->expected, &candidate::identity) != result_.found.end())
      return;
    replay_outcome now = outcome_of(checked_, wanted_, *t, repair_when::stale, state_);
    result_.runs += now.runs;
    if (now.end == stored_trace_end::fails)
      result_.found.push_back(candidate_of(now, result_.all.size() + 1));
    note(file, now.end, std::move(now.why));
  }

  replayed_traces& result() { return result_; }

 private:
  void note(const trace_file& file, stored_trace_end end, std::string why) {
    result_.all.push_back(
        {.path = file.path, .in_corpus = file.in_corpus, .end = end, .why = std::move(why)});
  }

  const program& checked_;
  const options& wanted_;
  shared_state& state_;
  replayed_traces result_;
};

}  // namespace

candidate candidate_of(const replay_outcome& now, std::uint64_t run) {
  candidate c{.identity = now.fails,
              .at = {.phase = search_phase::replay, .run = run},
              .runs_to_find = 0,  // an earlier check found it
              .taken = {},
              .difference = now.difference};
  for (const deviation& d : now.run.deviations)
    c.taken.push_back({static_cast<std::uint32_t>(d.number), d.move});
  return c;
}

replayed_traces replay_stored(const program& checked, const options& wanted,
                              const trace_store& store, shared_state& state) {
  if (wanted.stored == stored_traces::left_alone) return {};
  replaying_stored replaying(checked, wanted, state);
  for (const trace_file& file : store.before()) {
    if (replaying.result().found.size() >= wanted.max_findings) break;
    replaying.take(file);
  }
  return std::move(replaying.result());
}

}  // namespace cutpoint
