// Scripts are searched size by size. The first size at which some fail has the smallest one: that
// of these whose run has the fewest stops. A script says nothing of others, so each is searched.

#include "state_smallest.hpp"

#include <cutpoint/check/check.hpp>
#include <cutpoint/check/interruption.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace cutpoint::rapidcheck {
namespace {

// A script is searched for what it leads to, which is neither proved nor explained nor written.
options quick(const state_options& wanted) {
  options o = wanted.property.search;
  o.max_runs = wanted.property.runs_per_input;
  o.max_findings = 3;
  o.shrink_runs = 0;
  o.proof_runs = 0;
  o.explain_runs = 0;
  o.out.clear();
  o.corpus.clear();
  o.reports.clear();
  o.progress_file = -1;
  return o;
}

struct cost {
  std::size_t stops;
  std::size_t deviations;
  friend auto operator<=>(const cost&, const cost&) = default;
};

cost cost_of(const trace& t) {
  const auto is_stop = [](const deviation& d) { return d.address.kind == deviation_kind::stop; };
  return {.stops = static_cast<std::size_t>(std::ranges::count_if(t.deviations, is_stop)),
          .deviations = t.deviations.size()};
}

class search_from_below {
 public:
  search_from_below(const scripted& machine, const state_options& wanted,
                    const finding_identity& what, std::vector<state_call_ptr> alphabet)
      : machine_(&machine),
        what_(&what),
        alphabet_(std::move(alphabet)),
        quick_(quick(wanted)),
        budget_(wanted.smaller_scripts) {}

  // Returns: whether each script of this size was searched.
  bool search(script_size size) {
    scripts_of_size scripts(alphabet_, size);
    while (scripts.next()) {
      if (searched_ == budget_ || interruption::asked()) return false;
      ++searched_;
      state_script s = scripts.script();
      const report r = check(machine_->make(s), quick_);
      if (find_like(r, *what_) != nullptr) take(std::move(s));
    }
    return true;
  }

  bool found() const { return best_.has_value(); }
  void give(smallest_script& to) {
    to.script = std::move(*best_);
    to.how = std::move(best_how_);
  }
  std::uint64_t searched() const { return searched_; }

 private:
  void take(state_script s) {
    options shrinks = quick_;
    shrinks.shrink_runs = 2'000;
    const report r = check(machine_->make(s), shrinks);
    const explained_finding* const f = find_like(r, *what_);
    if (f == nullptr) return;
    const cost its = cost_of(f->how);
    if (best_ && !(its < best_cost_)) return;
    best_ = std::move(s);
    best_how_ = f->how;
    best_cost_ = its;
  }

  const scripted* machine_;
  const finding_identity* what_;
  std::vector<state_call_ptr> alphabet_;
  options quick_;
  std::uint64_t budget_;
  std::uint64_t searched_ = 0;
  std::optional<state_script> best_;
  trace best_how_;
  cost best_cost_{};
};

}  // namespace

std::optional<std::vector<state_call_ptr>> alphabet_of(const scripted& machine) {
  std::vector<state_call_ptr> all;
  for (const state_command_source& c : machine.commands()) {
    if (c.generator.has_value()) return std::nullopt;
    all.insert(all.end(), c.listed.begin(), c.listed.end());
  }
  return all;
}

const explained_finding* find_like(const report& r, const finding_identity& what) {
  const auto like = std::ranges::find_if(r.findings, [&](const explained_finding& f) {
    return f.what.identity.by == what.by && f.what.identity.subject == what.subject;
  });
  return like == r.findings.end() ? nullptr : &*like;
}

smallest_script find_smallest(const scripted& machine, const state_options& wanted,
                              const explained_finding& what, const state_script& found) {
  smallest_script result{.script = found, .how = what.how};
  auto alphabet = alphabet_of(machine);
  if (!alphabet || wanted.smaller_scripts == 0) return result;
  const script_size most = size_of(found);
  search_from_below search(machine, wanted, what.what.identity, std::move(*alphabet));
  result.proved = true;
  for (std::size_t commands = 1; commands <= most.commands && !search.found(); ++commands)
    for (std::size_t tasks = 1; tasks <= std::min<std::size_t>(commands, wanted.tasks); ++tasks) {
      if (script_size{commands, tasks} > most || search.found()) break;
      result.proved = search.search({commands, tasks}) && result.proved;
    }
  if (search.found()) search.give(result);
  result.searched = search.searched();
  return result;
}

}  // namespace cutpoint::rapidcheck
