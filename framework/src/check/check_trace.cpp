#include <cutpoint/check/check.hpp>

#include "confirm.hpp"
#include "replay_outcome.hpp"
#include "replay_stored.hpp"
#include "shared_state.hpp"

#include <fmt/format.h>

#include <utility>

namespace cutpoint {

report check_trace(const program& checked, const trace& t, const options& wanted) {
  options bounded = within_bounds(wanted, t.bounds);
  bounded.shrink_runs = 0;
  const shared_pages pages;
  const replay_outcome now = outcome_of(checked, bounded, t, repair_when::passes, *pages);
  report r;
  r.name = wanted.name;
  r.bounds = t.bounds;
  r.runs = now.runs;
  switch (now.end) {
    case stored_trace_end::passes:
      break;
    case stored_trace_end::stale:
      r.result = verdict::bad_input;
      r.message = fmt::format("the trace does not fit the program any more: {}", now.why);
      break;
    case stored_trace_end::fails:
      r.result = verdict::findings;
      if (!now.why.empty())
        r.notes.push_back(fmt::format("the trace was repaired to fit the program: {}", now.why));
      r.findings.push_back(confirm(checked, bounded, candidate_of(now, 1), *pages));
      break;
  }
  return r;
}

}  // namespace cutpoint
