#pragma once

#include "property_search.hpp"

#include <cutpoint/rapidcheck/generated_program.hpp>

#include <rapidcheck.h>

#include <cstdint>
#include <memory>
#include <optional>

namespace cutpoint::rapidcheck {

/// A generated input, or one that another was shrunk to. What its search comes to depends on the
/// inputs on the way to it and on nothing else, so that rapidcheck's path to it makes it again.
class input_case {
 public:
  input_case(rc::Shrinkable<generated_program> input, seed from,
             std::shared_ptr<input_case> shrunk_from);

  /// Returns: what its search comes to. It is made once; before it, that of what this was shrunk
  /// from. Errors: `rc::GenerationFailure`, and what the generator throws.
  const input_outcome& outcome(property_search& searching);
  const rc::Shrinkable<generated_program>& input() const { return input_; }
  seed from() const { return from_; }
  bool is_smaller() const { return shrunk_from_ != nullptr; }

 private:
  rc::Shrinkable<generated_program> input_;
  seed from_;
  std::shared_ptr<input_case> shrunk_from_;
  std::optional<input_outcome> outcome_;
};

}  // namespace cutpoint::rapidcheck
