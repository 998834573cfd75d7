#include "state_replay.hpp"

#include "state_smallest.hpp"

#include <cutpoint/check/check.hpp>
#include <cutpoint/check/refit.hpp>
#include <cutpoint/check/trace_files.hpp>
#include <cutpoint/report/text.hpp>

#include <cstdio>
#include <utility>
#include <variant>

namespace cutpoint::rapidcheck {
namespace {

std::string indented(const std::string& lines) {
  std::string text = "  ";
  for (const char c : lines) text += c == '\n' ? std::string("\n  ") : std::string(1, c);
  return text;
}

state_report report_of(report r, state_script s) {
  state_report told;
  told.text = story_of(r, s);
  told.searched = std::move(r);
  told.scripts = 1;
  told.smallest = std::move(s);
  return told;
}

}  // namespace

std::optional<state_script> script_of(const scripted& machine, const trace& t) {
  const auto alphabet = alphabet_of(machine);
  return alphabet ? script_of(t.input, *alphabet) : std::nullopt;
}

std::string story_of(const report& r, const state_script& s) {
  std::string text = indented(columns_of(s)) + "\n\n" + format_text(r);
  while (text.ends_with('\n')) text.pop_back();
  return text + "\n";
}

std::optional<state_report> replay_script(const scripted& machine, const state_options& wanted) {
  options o = wanted.property.search;
  const auto file = read_replayed_trace(o.replay);
  const auto* const t = std::get_if<trace>(&file);
  if (t == nullptr || t->program != o.name) return std::nullopt;
  auto script = script_of(machine, *t);
  if (!script) return std::nullopt;
  o.input.key = t->input;
  std::fputs((columns_of(*script) + "\n\n").c_str(), stdout);
  report r = check(machine.make(*script), o);
  return report_of(std::move(r), std::move(*script));
}

std::optional<state_report> replay_stored_scripts(const scripted& machine,
                                                  const state_options& wanted,
                                                  std::vector<stored_trace>& stored) {
  if (wanted.property.search.stored == stored_traces::left_alone) return std::nullopt;
  for (const trace_file& file : find_trace_files(wanted.property.search)) {
    const auto* const t = std::get_if<trace>(&file.holds);
    const auto script = t != nullptr ? script_of(machine, *t) : std::nullopt;
    stored_trace& noted = stored.emplace_back(stored_trace{
        .path = file.path, .in_corpus = file.in_corpus, .end = stored_trace_end::stale, .why = {}});
    if (!script) {
      noted.why = t == nullptr ? std::get<std::string>(file.holds)
                               : "expected a script of this machine, found " + t->input;
      continue;
    }
    options o = wanted.property.search;
    o.input = {.key = t->input, .in_words = columns_of(*script) + "\n"};
    const program p = machine.make(*script);
    report again = check_trace(p, *t, o);
    if (again.result == verdict::bad_input) {
      noted.why = std::move(again.message);
    } else if (again.findings.empty()) {
      noted.end = stored_trace_end::passes;
    } else {
      noted.end = stored_trace_end::fails;
      report settled = settle(p, again.findings.front().how, o);
      settled.stored = stored;
      return report_of(std::move(settled), *script);
    }
  }
  return std::nullopt;
}

}  // namespace cutpoint::rapidcheck
