#include "replay_property.hpp"

#include "input_key.hpp"
#include "property_text.hpp"

#include <cutpoint/check/check.hpp>
#include <cutpoint/check/refit.hpp>
#include <cutpoint/check/trace_files.hpp>
#include <cutpoint/report/text.hpp>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace cutpoint::rapidcheck {
namespace {

std::string counterexample(const shown_input& input) {
  std::string text;
  for (const auto& [part, value] : input) text += part + ":\n" + value + "\n\n";
  return text;
}

property_report refuse(const options& wanted, verdict why, std::string message) {
  property_report r;
  r.searched.name = wanted.name;
  r.searched.result = why;
  r.searched.message = std::move(message);
  r.text = format_text(r.searched);
  return r;
}

property_report story_of(report settled, const generated_program& made, const options& wanted) {
  property_report r;
  r.searched = std::move(settled);
  r.inputs = 1;
  r.reproduce = wanted.input.key;
  r.text = counterexample(made.show()) + format_text(r.searched);
  while (r.text.ends_with('\n')) r.text.pop_back();
  r.text += "\n  reproduce:  " + reproduce_line(r.reproduce, wanted) + '\n';
  tell_input(r.searched.findings, made.show());
  return r;
}

}  // namespace

property_report replay_property(const rc::Gen<generated_program>& inputs,
                                const property_options& wanted) {
  options o = wanted.search;
  auto file = read_replayed_trace(o.replay);
  if (auto* const why = std::get_if<std::string>(&file))
    return refuse(o, verdict::bad_input, std::move(*why));
  const trace& t = std::get<trace>(file);
  if (t.program != o.name)
    return refuse(o, verdict::skipped, o.replay + " is a trace of " + t.program);
  const auto input = program_of_trace(inputs, t);
  if (const auto* const why = std::get_if<std::string>(&input))
    return refuse(o, verdict::bad_input,
                  o.replay + " does not fit the property any more: " + *why + ". Search again");
  const auto& made = std::get<generated_program>(input);
  o.input.key = t.input;
  std::fputs(counterexample(made.show()).c_str(), stdout);
  return story_of(check(made.runs, o), made, o);
}

std::optional<property_report> replay_stored_inputs(const rc::Gen<generated_program>& inputs,
                                                    const property_options& wanted,
                                                    std::vector<stored_trace>& stored) {
  if (wanted.search.stored == stored_traces::left_alone) return std::nullopt;
  for (const trace_file& file : find_trace_files(wanted.search)) {
    stored_trace& noted = stored.emplace_back(
        stored_trace{.path = file.path, .in_corpus = file.in_corpus, .end = {}, .why = {}});
    noted.end = stored_trace_end::stale;
    const auto* const t = std::get_if<trace>(&file.holds);
    if (t == nullptr) {
      noted.why = std::get<std::string>(file.holds);
      continue;
    }
    const auto input = program_of_trace(inputs, *t);
    if (const auto* const why = std::get_if<std::string>(&input)) {
      noted.why = *why;
      continue;
    }
    const auto& made = std::get<generated_program>(input);
    options o = wanted.search;
    o.input = {.key = t->input, .in_words = in_words(made.show())};
    o.proof_runs = o.explain_runs = 0;
    report again = check_trace(made.runs, *t, o);
    if (again.result == verdict::bad_input) {
      noted.why = std::move(again.message);
    } else if (again.findings.empty()) {
      noted.end = stored_trace_end::passes;
    } else {
      noted.end = stored_trace_end::fails;
      if (!again.notes.empty()) noted.why = std::move(again.notes.front());
      o.proof_runs = wanted.search.proof_runs;
      o.explain_runs = wanted.search.explain_runs;
      report settled = settle(made.runs, again.findings.front().how, o);
      settled.stored = stored;
      return story_of(std::move(settled), made, o);
    }
  }
  return std::nullopt;
}

}  // namespace cutpoint::rapidcheck
