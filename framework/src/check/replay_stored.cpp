#include "replay_stored.hpp"

#include "event_log.hpp"
#include "recorded_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
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
    recorded_run run = make(*t, replay_key::address);
    std::optional<candidate> failure = failure_of(*t, run);
    const std::size_t missing = t->deviations.size() - run.deviations.size();
    if (missing > 0 && !(failure && failure->identity == t->expected)) {
      // Where names have changed, numbers may still be right, but only the same finding shows it.
      failure = failure_of(*t, make(*t, replay_key::number));
      if (!failure || failure->identity != t->expected) {
        note(file, stored_trace_end::stale,
             fmt::format("{} of its {} deviations did not come up", missing, t->deviations.size()));
        return;
      }
    }
    note(file, failure ? stored_trace_end::fails : stored_trace_end::passes, {});
    if (failure) result_.found.push_back(std::move(*failure));
  }

  replayed_traces& result() { return result_; }

 private:
  recorded_run make(const trace& t, replay_key key) {
    ++result_.runs;
    return record_run(checked_, wanted_, t.deviations, key, state_);
  }

  std::optional<candidate> failure_of(const trace& t, const recorded_run& run) {
    candidate c{.identity = t.expected,
                .at = {.phase = search_phase::replay, .run = result_.all.size() + 1},
                .runs_to_find = 0,  // an earlier check found it
                .taken = {},
                .difference = {}};
    for (const deviation& d : run.deviations)
      c.taken.push_back({static_cast<std::uint32_t>(d.number), d.move});
    if (t.expected.by == oracle::not_deterministic) {
      c.difference = first_difference(run.events, make(t, replay_key::address).events);
      return c.difference.empty() ? std::nullopt : std::optional(std::move(c));
    }
    if (run.found.empty()) return std::nullopt;
    const auto same = std::ranges::find(run.found, t.expected, &finding::identity);
    if (same == run.found.end()) c.identity = run.found.front().identity;
    return c;
  }

  void note(const trace_file& file, stored_trace_end end, std::string why) {
    result_.all.push_back({.path = file.path, .end = end, .why = std::move(why)});
  }

  const program& checked_;
  const options& wanted_;
  shared_state& state_;
  replayed_traces result_;
};

}  // namespace

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
