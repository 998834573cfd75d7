#pragma once

#include <cutpoint/trace/label.hpp>

#include <source_location>

namespace cutpoint {

/// Where something happens in the program: an operation label, and a place in a file.
///
/// The label is the identity (with its ordinal in the task); file and line are for display only,
/// because compilers disagree about them.
struct site {
  constexpr site() = default;
  /// The operation `operation_`, called at `where_`.
  constexpr site(label operation_, std::source_location where_)
      : operation(operation_), where(where_) {}

  label operation;             ///< what is called
  std::source_location where;  ///< for display only
};

}  // namespace cutpoint
