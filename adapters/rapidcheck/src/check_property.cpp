#include <cutpoint/rapidcheck/check_property.hpp>

#include "input_case.hpp"
#include "input_key.hpp"
#include "property_text.hpp"
#include "replay_property.hpp"

#include <cutpoint/check/interruption.hpp>
#include <cutpoint/check/refit.hpp>
#include <cutpoint/report/text.hpp>

#include <rapidcheck.h>

#include <exception>
#include <memory>
#include <sstream>
#include <utility>

namespace cutpoint::rapidcheck {
namespace {

using rc::detail::CaseDescription;
using rc::detail::CaseResult;

shown_input shown(const input_case& c) {
  try {
    return c.input().value().show();
  } catch (const std::exception&) {
    return {};  // it is the generator that fails
  }
}

// One check of a property, as rapidcheck sees it.
class property_check {
 public:
  explicit property_check(property_options wanted) : searching_(std::move(wanted)) {}

  CaseDescription describe(const std::shared_ptr<input_case>& c) {
    CaseDescription d;
    d.example = [c] { return shown(*c); };
    try {
      d.result = result_of(c);
    } catch (const rc::GenerationFailure& e) {
      d.result = CaseResult(CaseResult::Type::Discard,
                            std::string("Generation failed with message:\n") + e.what());
    } catch (const std::exception& e) {
      // Of a smaller input it is another failure than the one that is being shrunk.
      d.result = CaseResult(c->is_smaller() ? CaseResult::Type::Discard : CaseResult::Type::Failure,
                            std::string("Exception thrown with message:\n") + e.what());
    }
    return d;
  }

  property_report report_of(rc::detail::TestResult result) {
    property_report r;
    r.searched = searching_.covered();
    r.inputs = searching_.searched();
    if (result.is<rc::detail::FailureResult>())
      take_failure(result.get<rc::detail::FailureResult>(), r);
    else if (result.is<rc::detail::GaveUpResult>())
      r.searched.result = verdict::nothing_explored;
    else if (!result.is<rc::detail::SuccessResult>())
      r.searched.result = verdict::bad_input;
    else if (searching_.generated() == 0)
      skip(r.searched);
    else if (searching_.searched() == 0 ||
             searching_.wanted().search.without.contains(oracle::nothing_explored))
      r.searched.result = verdict::clean;
    r.searched.interrupted = interruption::asked();
    write_text(result, r);
    return r;
  }

 private:
  CaseResult result_of(const std::shared_ptr<input_case>& c) {
    switch (c->outcome(searching_).end) {
      case input_end::passes:
      case input_end::not_searched:
        break;
      case input_end::discarded:
        return {CaseResult::Type::Discard, "the program discards its input"};
      case input_end::refused:
        return {CaseResult::Type::Failure, searching_.covered().message};
      case input_end::fails:
        failed_last_ = c;
        return {CaseResult::Type::Failure, {}};
    }
    return {CaseResult::Type::Success, {}};
  }

  static void skip(report& r) {
    r.result = verdict::skipped;
    r.message = "RC_PARAMS reproduces another property";
  }

  // The proof comes last, on the smallest input, and so do the explanation and the file.
  void take_failure(rc::detail::FailureResult& failure, property_report& r) {
    if (failed_last_ == nullptr) {
      r.searched.result = verdict::bad_input;
      return;
    }
    options o = searching_.wanted().search;
    r.reproduce = input_key(o.name, failure.reproduce);
    o.input = {.key = r.reproduce, .in_words = in_words(failure.counterExample)};
    const explained_finding& last = failed_last_->outcome(searching_).found;
    report settled = settle(failed_last_->input().value().runs, last.how, o);
    explained_finding& f = settled.findings.front();
    f.phase = last.phase;
    f.runs_to_find = last.runs_to_find;
    failure.description = format_text(settled);
    while (failure.description.ends_with('\n')) failure.description.pop_back();
    r.searched.result = settled.result;
    r.searched.message = std::move(settled.message);
    r.searched.findings = std::move(settled.findings);
    tell_input(r.searched.findings, failure.counterExample);
  }

  void write_text(const rc::detail::TestResult& result, property_report& r) const {
    std::ostringstream text;
    rc::detail::printResultMessage(result, text);
    text << "\n";
    if (!r.searched.findings.empty()) {
      const std::string how_small = in_words(searching_.shrinking(), searching_.wanted());
      if (!how_small.empty()) text << "  " << how_small << '\n';
      text << "  reproduce:  " << reproduce_line(r.reproduce, searching_.wanted().search) << '\n';
    }
    if (searching_.searched() > 0)
      text << r.searched.name << ": " << name_of(r.searched.result) << ": "
           << coverage_in_words(searching_) << '\n';
    r.text = text.str();
  }

  property_search searching_;
  std::shared_ptr<input_case> failed_last_;
};

// rapidcheck's view of an input: a result, and smaller inputs with theirs.
rc::Shrinkable<CaseDescription> shrinkable_case(const std::shared_ptr<property_check>& check,
                                                const std::shared_ptr<input_case>& c) {
  return rc::shrinkable::lambda(
      [check, c] { return check->describe(c); },
      [check, c] {
        return rc::seq::map(
            c->input().shrinks(), [check, c](rc::Shrinkable<generated_program>&& smaller) {
              return shrinkable_case(
                  check, std::make_shared<input_case>(std::move(smaller), c->from(), c));
            });
      });
}

}  // namespace

property_report check_property(const rc::Gen<generated_program>& inputs,
                               const property_options& wanted) {
  if (!wanted.search.replay.empty()) return replay_property(inputs, wanted);
  std::vector<stored_trace> stored;
  if (rc::detail::configuration().reproduce.empty())
    if (auto failed = replay_stored_inputs(inputs, wanted, stored)) return std::move(*failed);
  const auto check = std::make_shared<property_check>(wanted);
  const rc::detail::Property property([=](const rc::Random& random, int size) {
    rc::Random of_input = random;
    const seed of_search = split_search_seed(of_input);
    return shrinkable_case(
        check, std::make_shared<input_case>(inputs(of_input, size), of_search, nullptr));
  });
  const std::string& name = wanted.search.name;
  property_report r =
      check->report_of(rc::detail::checkProperty(property, {.id = name, .description = name}));
  r.searched.stored = std::move(stored);
  r.text += format_stored(r.searched);
  return r;
}

}  // namespace cutpoint::rapidcheck
