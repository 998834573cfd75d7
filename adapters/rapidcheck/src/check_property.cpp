#include <cutpoint/rapidcheck/check_property.hpp>

#include "input_case.hpp"

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

// One check of a property, as rapidcheck sees it.
class property_check {
 public:
  explicit property_check(property_options wanted) : searching_(std::move(wanted)) {}

  CaseDescription describe(const std::shared_ptr<input_case>& c) {
    CaseDescription d;
    d.example = [c] { return c->input().value().show(); };
    try {
      switch (c->outcome(searching_).end) {
        case input_end::passes:
        case input_end::not_searched:
          d.result = CaseResult(CaseResult::Type::Success);
          break;
        case input_end::discarded:
          d.result = CaseResult(CaseResult::Type::Discard, "the program discards the input");
          break;
        case input_end::fails:
          d.result = CaseResult(CaseResult::Type::Failure);
          failed_last_ = c;
          break;
      }
    } catch (const rc::GenerationFailure& e) {
      d.result = CaseResult(CaseResult::Type::Discard,
                            std::string("Generation failed with message:\n") + e.what());
    } catch (const std::exception& e) {
      d.result = CaseResult(CaseResult::Type::Failure,
                            std::string("Exception thrown with message:\n") + e.what());
    }
    return d;
  }

  property_report report_of(rc::detail::TestResult result, const std::string& name) {
    property_report r;
    r.searched = searching_.covered();
    r.inputs = searching_.inputs();
    std::ostringstream text;
    if (result.is<rc::detail::FailureResult>()) {
      auto& failure = result.get<rc::detail::FailureResult>();
      r.reproduce = reproduce_text(name, failure.reproduce);
      r.searched.result = verdict::findings;
      if (failed_last_ != nullptr) {
        r.searched = searching_.settle(failed_last_->input().value().runs, failed_last_->from(),
                                       failed_last_->outcome(searching_));
        failure.description = format_text(r.searched);
      }
    } else if (!result.is<rc::detail::SuccessResult>()) {
      r.searched.result = verdict::bad_input;
    }
    rc::detail::printResultMessage(result, text);
    text << '\n';
    if (!r.reproduce.empty()) text << "  reproduce:  RC_PARAMS=\"" << r.reproduce << "\"\n";
    r.text = text.str();
    return r;
  }

 private:
  static std::string reproduce_text(const std::string& name,
                                    const rc::detail::Reproduce& reproduce) {
    rc::detail::Configuration c;
    c.reproduce.emplace(name, reproduce);
    return rc::detail::configToMinimalString(c);
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
  const auto check = std::make_shared<property_check>(wanted);
  const rc::detail::Property property([=](const rc::Random& random, int size) {
    rc::Random of_input = random;
    rc::Random of_search = of_input.split();
    return shrinkable_case(check, std::make_shared<input_case>(inputs(of_input, size),
                                                               seed{of_search.next()}, nullptr));
  });
  const std::string& name = wanted.search.name;
  return check->report_of(rc::detail::checkProperty(property, {.id = name, .description = name}),
                          name);
}

}  // namespace cutpoint::rapidcheck
