#pragma once

#include <cutpoint/check/report.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/rapidcheck/property_options.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace cutpoint::rapidcheck {

enum class input_end : std::uint8_t {
  passes,
  fails,
  discarded,     ///< the program says that the input does not suit it
  not_searched,  ///< a budget was spent
};

/// What the search of one input came to.
struct input_outcome {
  input_end end = input_end::passes;
  explained_finding found = {};  ///< of one that fails
};

/// Makes the searches of the inputs of one property, and counts what they cover.
class property_search {
 public:
  explicit property_search(property_options wanted);

  /// Searches an input that was generated.
  input_outcome search(const program& checked, seed from);
  /// Searches a smaller input for what `before` found on a larger one.
  input_outcome search_again(const program& checked, seed from, const input_outcome& before);
  /// Returns: the report of the property, where `last` failed on the smallest input.
  report settle(const program& checked, seed from, const input_outcome& last);

  std::uint64_t inputs() const { return inputs_; }
  const report& covered() const { return covered_; }

 private:
  options for_input(seed from) const;
  void count(const report& r);

  property_options wanted_;
  std::chrono::steady_clock::time_point deadline_;
  report covered_;
  std::uint64_t inputs_ = 0;
};

}  // namespace cutpoint::rapidcheck
