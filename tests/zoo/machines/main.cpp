// Looks for zoo bugs with nothing but the commands of each primitive and its sequential model. Each
// is shrunk to its smallest script, which an enumeration of all smaller scripts has to agree with,
// and its fix has to pass. Exits with 0 if all that holds, with 1 if not.

#include "zoo/machines/enumeration.hpp"
#include "zoo/machines/subject.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>

namespace {

using namespace cutpoint;
using namespace cutpoint::zoo::machines;
using rapidcheck::state_options;
using rapidcheck::state_report;

struct request {
  std::vector<std::string> ids;
  std::uint64_t fixed_runs = 100'000;
  bool stories = false;
};

state_options options_for(const subject& s) {
  state_options o;
  o.property.search.name = s.id;
  o.property.search.modes = s.modes;
  o.property.search.early_timers = s.early_timers;
  o.property.search.out.clear();
  // None of them dies, and most of a short search would be a fork.
  o.property.search.runs_in = isolation::in_process;
  return o;
}

state_report pass(const subject& s, std::uint64_t runs) {
  state_options o = options_for(s);
  // rapidcheck generates 100 scripts, of which some are too small to use up their share.
  o.property.runs_per_input = runs / 60 + 1;
  o.property.search.random_runs = o.property.runs_per_input;
  o.property.search.max_time = std::chrono::hours(1);
  return search_machine(*s.fixed, o);
}

// Returns: the first line of what is complained about, as far as it tells one kind from another.
std::string complaint_of(const explained_finding& f) {
  const std::string first = f.what.message.substr(0, f.what.message.find_first_of(";\n"));
  return first.substr(first.find(": ") + 2);
}

bool visit(const subject& s, const request& wanted) {
  const state_report buggy = search_machine(*s.buggy, options_for(s));
  if (buggy.passed()) {
    fmt::print("| {} | NOT FOUND in {} scripts |\n", s.id, buggy.scripts);
    return false;
  }
  const enumeration smaller = fail_below(*s.buggy, options_for(s), buggy);
  const state_report fixed = pass(s, wanted.fixed_runs);
  const auto& f = buggy.searched.findings.front();
  fmt::print("| {} | `{}` | {} | {} | {} | {} | {} |\n", s.id, line_of(buggy.smallest),
             complaint_of(f), buggy.scripts, deviations_of(f), smaller.in_words(),
             fixed.passed()
                 ? fmt::format("{} runs of {} scripts", fixed.searched.runs, fixed.scripts)
                 : "FAILS");
  std::fflush(stdout);
  if (wanted.stories) fmt::print("{}\n", buggy.text);
  if (!fixed.passed()) fmt::print("{}\n", fixed.text);
  return buggy.proved && smaller.agrees() && fixed.passed() &&
         fixed.searched.runs >= wanted.fixed_runs;
}

}  // namespace

int main(int argc, char** argv) {
  // The scripts are the same each time, unless somebody asks for others.
  setenv("RC_PARAMS", "seed=10", 0);
  request wanted;
  CLI::App app("Looks for zoo bugs with commands and models alone.");
  app.add_option("ids", wanted.ids, "CB01 and so on; all without");
  app.add_option("--fixed-runs", wanted.fixed_runs, "How many runs each fix has to pass");
  app.add_flag("--stories", wanted.stories, "Print each finding");
  CLI11_PARSE(app, argc, argv);

  std::vector<subject> all = locks();
  for (const auto& more : {semaphores(), pools()}) all.insert(all.end(), more.begin(), more.end());
  std::ranges::sort(all, {}, &subject::id);
  fmt::print("| bug | smallest script | broken | scripts | its run | smaller scripts | fixed |\n");
  fmt::print("|---|---|---|---|---|---|---|\n");
  bool well = true;
  for (const subject& s : all)
    if (wanted.ids.empty() || std::ranges::count(wanted.ids, s.id) > 0)
      well = visit(s, wanted) && well;
  return well ? 0 : 1;
}
