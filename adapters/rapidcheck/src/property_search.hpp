#pragma once

#include <cutpoint/check/report.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/rapidcheck/property_options.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace cutpoint::rapidcheck {

enum class input_end : std::uint8_t {
  passes,
  fails,
  discarded,     ///< the program says that the input does not suit it
  not_searched,  ///< a budget was spent, or it is the input of another shard
  refused,       ///< the options do not suit the program
};

/// What the search of one input came to.
struct input_outcome {
  input_end end = input_end::passes;
  explained_finding found = {};  ///< of one that fails; of a smaller input only `how` and `what`
};

/// How far smaller inputs were tried.
struct input_shrinking {
  std::uint64_t tried = 0;
  std::uint64_t tried_last = 0;  ///< in vain, from the smallest one that fails
  std::uint64_t runs = 0;
  bool cut_off = false;  ///< the budget was spent
};

/// Makes the searches of the inputs of one property, and counts what they cover.
///
/// What a search comes to depends on its arguments alone, however much was searched before it; only
/// whether it is made at all depends on what is left of the budgets.
class property_search {
 public:
  explicit property_search(property_options wanted);

  /// Searches an input that was generated.
  input_outcome search(const program& checked, seed from);
  /// Returns: whether smaller inputs are tried still.
  bool goes_on_shrinking();
  /// Searches a smaller input for what `before` found on a larger one.
  input_outcome search_again(const program& checked, const input_outcome& before);

  const property_options& wanted() const { return wanted_; }
  /// Returns: what the searches of generated inputs covered.
  const report& covered() const { return covered_; }
  std::uint64_t generated() const { return generated_; }
  std::uint64_t searched() const { return searched_; }
  const input_shrinking& shrinking() const { return shrinking_; }

 private:
  bool may_begin() const;
  options for_input() const;
  void count(const report& r);

  property_options wanted_;
  std::chrono::steady_clock::time_point deadline_;
  std::optional<std::chrono::steady_clock::time_point> shrink_deadline_;
  report covered_;
  std::uint64_t generated_ = 0;
  std::uint64_t searched_ = 0;
  input_shrinking shrinking_;
};

}  // namespace cutpoint::rapidcheck
