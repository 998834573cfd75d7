#include <cutpoint/rapidcheck/state_check.hpp>

#include "state_scripts.hpp"
#include "state_smallest.hpp"

#include <cutpoint/check/check.hpp>
#include <cutpoint/check/environment.hpp>
#include <cutpoint/rapidcheck/check_property.hpp>
#include <cutpoint/report/text.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>
#include <variant>

namespace cutpoint::rapidcheck {
namespace {

// A trace is of one script, so the script stands in the name of its program.
std::string name_with(const std::string& name, const state_script& s) {
  return name + ": " + line_of(s);
}

std::string indented(const std::string& lines) {
  std::string text = "  ";
  for (const char c : lines) text += c == '\n' ? std::string("\n  ") : std::string(1, c);
  return text;
}

std::string smallest_in_words(const smallest_script& s) {
  const std::string searched = std::to_string(s.searched);
  if (s.proved) return "no smaller script leads to it (" + searched + " searched)";
  if (s.searched == 0) return "whether a smaller script leads to it was not looked for";
  return "whether a smaller script leads to it is known of " + searched + " only";
}

void tell(state_report& r, const property_report& p, const smallest_script& s,
          const std::string& name) {
  r.text = "Falsifiable after " + std::to_string(p.inputs) + " scripts\n\n" +
           indented(columns_of(s.script)) + "\n\n";
  for (const explained_finding& f : r.searched.findings) r.text += format_text(name, f);
  r.text += "  " + smallest_in_words(s) + "\n";
  if (!p.reproduce.empty()) r.text += "  reproduce:  RC_PARAMS=\"" + p.reproduce + "\"\n";
}

// The finding on the smallest script, with all that is to be known of it.
void settle(state_report& r, const scripted& machine, const state_options& wanted,
            const property_report& p, const state_script& found) {
  const finding_identity what = p.searched.findings.front().what.identity;
  smallest_script smallest = find_smallest(machine, wanted, what, found);
  options full = wanted.property.search;
  full.name = name_with(full.name, smallest.script);
  full.max_findings = 3;
  report last = check(machine.make(smallest.script), full);
  const explained_finding* const like = find_like(last, what);
  r.searched.findings = {like != nullptr ? *like : p.searched.findings.front()};
  tell(r, p, smallest, full.name);
  r.smaller = smallest.searched;
  r.proved = smallest.proved;
  r.smallest = std::move(smallest.script);
}

std::string program_of_trace(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const auto parsed = parse_trace(text);
  const auto* const t = std::get_if<trace>(&parsed);
  return t != nullptr ? t->program : std::string();
}

// What cannot be read, or is of another program, is for `check` to tell.
report replay(const scripted& machine, options search) {
  const std::string program = program_of_trace(search.replay);
  const std::string prefix = search.name + ": ";
  const auto alphabet = alphabet_of(machine);
  std::optional<state_script> script;
  if (alphabet && program.starts_with(prefix))
    script = script_of(std::string_view(program).substr(prefix.size()), *alphabet);
  if (script) search.name = program;
  return check(machine.make(script.value_or(state_script())), search);
}

}  // namespace

state_report search_machine(const scripted& machine, const state_options& wanted) {
  // Called for the script that is printed: the smallest that rapidcheck has come to.
  const auto shown = std::make_shared<state_script>();
  const auto programs =
      rc::gen::map(scripts_of(machine, wanted), [&machine, shown](const state_script& s) {
        return generated_program{.runs = machine.make(s), .show = [s, shown] {
                                   *shown = s;
                                   return shown_input{{"script", columns_of(s)}};
                                 }};
      });
  const property_report p = check_property(programs, wanted.property);
  state_report r;
  r.searched = p.searched;
  r.scripts = p.inputs;
  r.reproduce = p.reproduce;
  r.text = p.text;
  if (!p.searched.findings.empty() && !shown->empty()) settle(r, machine, wanted, p, *shown);
  return r;
}

bool check_machine(const std::string& description, const scripted& machine, state_options wanted) {
  options& search = wanted.property.search;
  search.name = description;
  search = from_environment(std::move(search));
  if (!search.replay.empty()) {
    const report r = replay(machine, search);
    std::fprintf(stderr, "\n- %s\n%s", description.c_str(), format_text(r).c_str());
    return r.passed();
  }
  const state_report r = search_machine(machine, wanted);
  std::fprintf(stderr, "\n- %s\n%s", description.c_str(), r.text.c_str());
  return r.passed();
}

}  // namespace cutpoint::rapidcheck
