#include "input_case.hpp"

#include <utility>

namespace cutpoint::rapidcheck {

input_case::input_case(rc::Shrinkable<generated_program> input, seed from,
                       std::shared_ptr<input_case> shrunk_from)
    : input_(std::move(input)), from_(from), shrunk_from_(std::move(shrunk_from)) {}

const input_outcome& input_case::outcome(property_search& searching) {
  if (outcome_) return *outcome_;
  if (shrunk_from_ == nullptr) {
    outcome_ = searching.search(input_.value().runs, from_);
    return *outcome_;
  }
  const input_outcome& before = shrunk_from_->outcome(searching);
  outcome_ = before.end == input_end::fails && searching.goes_on_shrinking()
                 ? searching.search_again(input_.value().runs, before)
                 : input_outcome{};
  return *outcome_;
}

}  // namespace cutpoint::rapidcheck
