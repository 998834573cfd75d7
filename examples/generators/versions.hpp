#pragma once

#include <cutpoint/check.hpp>

#include <optional>
#include <string>
#include <vector>

namespace generators {

/// One way to write a generator or to use one, and what a check has to say of it.
struct version {
  std::string name;  ///< `exit_swallowed/bug`
  cutpoint::program program;
  /// With which stops it is checked.
  cutpoint::stop_modes modes;
  /// What is found; none: it passes.
  std::optional<cutpoint::finding_identity> finds = {};
};

/// A mistake, and beside it the fix.
struct mistake {
  std::string title;
  version bug;
  version fix;
};

/// Returns: the mistakes in reading order.
std::vector<mistake> all_mistakes();

/// Returns: how a check of `v` is made.
cutpoint::options options_of(const version& v);

/// Returns: what is not as it should be about the report of a check of `v` that was made by `how`;
/// empty if nothing is. Where `how` has a budget, the search may have been ended by it.
std::string complaint_about(const version& v, const cutpoint::options& how,
                            const cutpoint::report& r);

}  // namespace generators
