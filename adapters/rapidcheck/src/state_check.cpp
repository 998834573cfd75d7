#include <cutpoint/rapidcheck/state_check.hpp>

#include "property_text.hpp"
#include "state_replay.hpp"
#include "state_scripts.hpp"
#include "state_smallest.hpp"

#include <cutpoint/check/environment.hpp>
#include <cutpoint/check/refit.hpp>
#include <cutpoint/rapidcheck/check_property.hpp>
#include <cutpoint/report/text.hpp>

#include <rapidcheck.h>

#include <cstdio>
#include <memory>
#include <utility>

namespace cutpoint::rapidcheck {
namespace {

std::string smallest_in_words(const smallest_script& s) {
  const std::string searched = std::to_string(s.searched);
  if (s.proved)
    return "smallest script: no smaller one leads to this finding (" + searched + " searched)";
  if (s.searched == 0) return "smallest script: smaller ones were not looked for";
  return "smallest script so far: the budget was spent after " + searched + " smaller ones";
}

// The finding on the smallest script, with all that is to be known of it.
void settle_smallest(state_report& r, const scripted& machine, const state_options& wanted,
                     const property_report& p, const state_script& found) {
  const explained_finding& first = p.searched.findings.front();
  smallest_script smallest = find_smallest(machine, wanted, first, found);
  options o = wanted.property.search;
  // By that a replay knows the script.
  o.input = {.key = line_of(smallest.script), .in_words = columns_of(smallest.script) + "\n"};
  report settled = settle(machine.make(smallest.script), smallest.how, o);
  settled.findings.front().phase = first.phase;
  settled.findings.front().runs_to_find = first.runs_to_find;
  r.searched.findings = settled.findings;
  r.searched.message = settled.message;
  r.text = "Falsifiable after " + std::to_string(p.inputs) + " scripts\n\n" +
           story_of(settled, smallest.script) + "  " + smallest_in_words(smallest) +
           "\n  reproduce:  " + reproduce_line(p.reproduce, o) + "\n";
  r.smaller = smallest.searched;
  r.proved = smallest.proved;
  r.smallest = std::move(smallest.script);
}

// Programs of generated scripts. `printed` becomes the script that was printed last: that of the
// counterexample.
rc::Gen<generated_program> programs_of(const scripted& machine, const state_options& wanted,
                                       std::shared_ptr<state_script> printed) {
  return rc::gen::map(scripts_of(machine, wanted), [&machine, printed](const state_script& s) {
    return generated_program{.runs = machine.make(s), .show = [s, printed] {
                               *printed = s;
                               return shown_input{{"script", columns_of(s)}};
                             }};
  });
}

}  // namespace

state_report search_machine(const scripted& machine, const state_options& wanted) {
  const auto printed = std::make_shared<state_script>();
  const auto programs = programs_of(machine, wanted, printed);
  property_options searching = wanted.property;
  state_report r;
  if (alphabet_of(machine)) {
    if (!searching.search.replay.empty()) {
      if (auto replayed = replay_script(machine, wanted)) return std::move(*replayed);
    } else if (auto failed = replay_stored_scripts(machine, wanted, r.searched.stored)) {
      return std::move(*failed);
    }
    // What rapidcheck comes to is not the last word, so its trace is not kept.
    searching.search.out.clear();
    searching.search.corpus.clear();
    searching.search.proof_runs = searching.search.explain_runs = 0;
  }
  const property_report p = check_property(programs, searching);
  std::vector<stored_trace> stored = std::move(r.searched.stored);
  r.searched = p.searched;
  r.searched.stored.insert(r.searched.stored.end(), stored.begin(), stored.end());
  r.scripts = p.inputs;
  r.reproduce = p.reproduce;
  r.text = p.text;
  r.smallest = *printed;
  // Where arguments are generated, rapidcheck's word is the last one.
  if (alphabet_of(machine) && !p.searched.findings.empty() && !printed->empty())
    settle_smallest(r, machine, wanted, p, *printed);
  return r;
}

bool check_machine(const std::string& description, const scripted& machine, state_options wanted) {
  options& search = wanted.property.search;
  search.name = description;
  search = from_environment(std::move(search));
  const state_report r = search_machine(machine, wanted);
  std::fprintf(stderr, "\n- %s\n%s", description.c_str(), r.text.c_str());
  return r.passed();
}

}  // namespace cutpoint::rapidcheck
