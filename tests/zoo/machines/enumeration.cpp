#include "zoo/machines/enumeration.hpp"

#include <cutpoint/check/check.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace cutpoint::zoo::machines {
namespace {

using rapidcheck::state_call_ptr;
using rapidcheck::state_script;

std::uint64_t stops_of(const explained_finding& f) {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      f.how.deviations, [](const deviation& d) { return d.address.kind == deviation_kind::stop; }));
}

// Adds a call to some part, or a new part, in every way: each script with at most so many commands.
template <class Visit>
void each_script(const std::vector<state_call_ptr>& calls, std::size_t commands, std::size_t tasks,
                 state_script& begun, const Visit& visit) {
  if (!begun.empty()) visit(begun);
  if (commands == 0) return;
  for (const state_call_ptr& c : calls) {
    // Only the last part grows, so that no script is made twice.
    if (!begun.empty()) {
      begun.back().push_back(c);
      each_script(calls, commands - 1, tasks, begun, visit);
      begun.back().pop_back();
    }
    if (tasks == 0) continue;
    begun.push_back({c});
    each_script(calls, commands - 1, tasks - 1, begun, visit);
    begun.pop_back();
  }
}

}  // namespace

enumeration fail_below(const rapidcheck::scripted& machine, const rapidcheck::state_options& wanted,
                       const rapidcheck::state_report& found) {
  const explained_finding& known = found.searched.findings.front();
  const auto size = size_of(found.smallest);
  options o = wanted.property.search;
  o.runs_in = isolation::in_process;
  o.max_runs = wanted.property.runs_per_input;
  o.proof_runs = 0;
  o.explain_runs = 0;
  std::vector<state_call_ptr> calls;
  for (const auto& c : machine.commands())
    calls.insert(calls.end(), c.listed.begin(), c.listed.end());
  enumeration result;
  state_script begun;
  each_script(calls, size.commands, wanted.tasks, begun, [&](const state_script& s) {
    const auto its = size_of(s);
    if (its > size) return;
    if (its < size) ++result.scripts;
    for (const explained_finding& f : check(machine.make(s), o).findings) {
      if (f.what.identity.by != known.what.identity.by ||
          f.what.identity.subject != known.what.identity.subject)
        continue;
      if (its < size)
        ++result.failing;
      else if (stops_of(f) < stops_of(known))
        ++result.fewer_stops;
    }
  });
  return result;
}

std::string deviations_of(const explained_finding& f) {
  const auto count = [&](deviation_kind kind) {
    return std::to_string(std::ranges::count_if(
        f.how.deviations, [&](const deviation& d) { return d.address.kind == kind; }));
  };
  return count(deviation_kind::stop) + " / " +
         std::to_string(std::ranges::count_if(f.how.deviations, is_reorder)) + " / " +
         count(deviation_kind::timer);
}

}  // namespace cutpoint::zoo::machines
