#include "chapter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace payments {
namespace {

std::string in_words(const cutpoint::finding_identity& what) {
  return fmt::format("{} [{}] of [{}]", cutpoint::name_of(what.by), what.subject, what.task);
}

std::string in_words(const cutpoint::report& r) {
  std::string text(cutpoint::name_of(r.result));
  for (const cutpoint::explained_finding& f : r.findings)
    text += fmt::format("; {}, by the {}: {}", in_words(f.what.identity),
                        cutpoint::name_of(f.phase), f.what.message);
  if (r.findings.empty() && !r.exhausted) text += ", but the search was ended early";
  return text;
}

// All pairs of one version are tried within this.
constexpr std::chrono::seconds longest_search{20};

bool has_budget(const cutpoint::options& how) {
  return how.max_runs < cutpoint::options{}.max_runs || how.max_time < longest_search;
}

// Every job was done, but for the pairs that the version itself does without.
bool searched_as_declared(const version& v, const cutpoint::report& r) {
  if (r.exhausted) return true;
  const bool leaves_pairs_out = v.pairs < cutpoint::options{}.depth_runs;
  const bool came_to_the_end =
      !r.phases.empty() && r.phases.back().phase == cutpoint::search_phase::random;
  return came_to_the_end &&
         std::ranges::all_of(r.phases, [&](const cutpoint::phase_coverage& covered) {
           const bool pairs = covered.phase == cutpoint::search_phase::depth;
           return covered.done == covered.jobs || (pairs && leaves_pairs_out);
         });
}

std::string complaint_about(const expectation& expected, const cutpoint::report& r) {
  if (!r.findings.empty() && r.findings.front().what.identity == expected.what &&
      r.findings.front().phase == expected.phase)
    return {};
  return fmt::format("expected {}, by the {}; came: {}", in_words(expected.what),
                     cutpoint::name_of(expected.phase), in_words(r));
}

}  // namespace

cutpoint::options options_of(const version& v) {
  cutpoint::options wanted;
  wanted.name = v.name;
  wanted.modes = v.modes;
  wanted.depth_runs = v.pairs;
  wanted.max_time = longest_search;
  // The first finding is the one to look at; what is found later is mostly the same bug again.
  wanted.max_findings = 1;
  // The search is what is to be seen, each time.
  wanted.stored = cutpoint::stored_traces::left_alone;
  return wanted;
}

cutpoint::options options_of(const version& v, const weakness& w) {
  cutpoint::options wanted = options_of(v);
  wanted.name += "." + std::string(cutpoint::name_of(w.mode));
  wanted.modes = {w.mode};
  return wanted;
}

std::string complaint_about(const version& v, const cutpoint::options& how,
                            const cutpoint::report& r) {
  if (v.finds) return complaint_about(*v.finds, r);
  if (r.result == cutpoint::verdict::clean && (has_budget(how) || searched_as_declared(v, r)))
    return {};
  return "expected no finding in the whole search; came: " + in_words(r);
}

std::string complaint_about(const weakness& w, const cutpoint::report& r) {
  return complaint_about(w.finds, r);
}

}  // namespace payments
